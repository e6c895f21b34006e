"""A municipality that is filled has a canary in every field in which text can stand, or a reason why not."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks import canaries

LEFT_OUT = tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))
SHORTEST = 15
"""Letters of a canary: what is shorter cannot hold one."""


def tenants_models() -> Iterator[Any]:
    """List the models whose rows belong to one municipality."""
    names = {
        name.removesuffix(".TenantSitesConfig").replace("tenants.adopted", "sites")
        for name in settings.TENANT_APPS
    }
    for config in apps.get_app_configs():
        if config.name in names or config.label == "sites":
            yield from (m for m in config.get_models(include_auto_created=True) if not m._meta.proxy)


def fields() -> Iterator[tuple[Any, str]]:
    for model in tenants_models():
        for name in canaries.texts_of(model):
            field = model._meta.get_field(name)
            too_short = field.max_length is not None and field.max_length < SHORTEST
            if not (field.choices or too_short or f"{model._meta.label}.{name}" in LEFT_OUT):
                yield model, name


def holds(model: Any, name: str, word: str) -> bool:
    column, table = model._meta.get_field(name).column, model._meta.db_table
    with connection.cursor() as cursor:
        query = f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s'
        cursor.execute(query, [f"%{word}%"])
        return bool(cursor.fetchone()[0])


@pytest.fixture
def filled(zonnedam: TenantRef) -> canaries.Marks:
    return canaries.fill(zonnedam)


@pytest.mark.covers("architecture T10")
def test_every_text_field_holds_a_canary_or_says_why_not(zonnedam: TenantRef, filled: canaries.Marks) -> None:
    with enter(zonnedam):
        without = [f"{m._meta.label}.{n}" for m, n in fields() if not holds(m, n, filled.word)]

    assert not without, "\n".join(["fill these, or give a reason in fields.toml:", *without])


def test_what_is_left_out_exists(db: None) -> None:
    known = {f"{model._meta.label}.{name}" for model in tenants_models() for name in canaries.texts_of(model)}

    assert set(LEFT_OUT) <= known


def test_a_canary_is_nobody_elses(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    ours, theirs = canaries.marks_of(zonnedam.uuid), canaries.marks_of(waterrijk.uuid)

    assert {ours.word, ours.secret, ours.bsn}.isdisjoint({theirs.word, theirs.secret, theirs.bsn})
