"""Blueprints: the content and settings that a municipality starts with, as a document (requirement C-025)."""

import hashlib
import itertools
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from tenants import blueprints, entry, shapes
from tenants.models import Tenant
from tenants.shapes import Problem

SOURCES = frozenset({".py", ".yaml", ".md", ".csv"})
"""Endings of files that decide what is made of a blueprint."""


def standard() -> Mapping[str, Any]:
    """Read the blueprint that this release is shipped with."""
    return _read(str(settings.TENANT_BLUEPRINT))


def problems(blueprint: Any) -> list[Problem]:
    """List what is wrong with a blueprint, by place; nothing when all is well."""
    parts = [import_string(path) for path in settings.TENANT_BLUEPRINT_SHAPES]
    known = dict(itertools.chain.from_iterable(part.items() for part in parts))
    whole = shapes.fields(
        ("version",), version=_version, theme=shapes.text(40), features=shapes.many(shapes.text(40)), **known
    )
    return list(whole(blueprint, ""))


def exported(tenant: Tenant) -> dict[str, Any]:
    """Make a blueprint of a municipality's own configuration.

    It holds no people, no secrets, no connections and no key of any row; its own name stands in it as `{name}`.
    """
    ref = tenant.ref()
    found: dict[str, Any] = {
        "version": blueprints.VERSION,
        "theme": ref.theme,
        "features": sorted(ref.features),
    }
    with entry.enter(ref, urls=True):
        for path in settings.TENANT_EXPORTERS:
            found |= blueprints.without_name(import_string(path)(), ref.name)
    return found


def _version(value: Any, place: str) -> Any:
    if value != blueprints.VERSION:
        yield (
            place,
            _("Dit is versie %(found)s. Deze installatie leest versie %(known)s.")
            % {"found": value, "known": blueprints.VERSION},
        )


def digest(blueprint: Mapping[str, Any]) -> str:
    """Tell apart two blueprints, and two releases that would make different portals of one."""
    text = json.dumps(blueprint, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{text}{_makers(tuple(settings.TENANT_SEEDS))}".encode()).hexdigest()[:16]


@cache
def _read(path: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    return found


@cache
def _makers(seeds: tuple[str, ...]) -> str:
    """Work out a mark of the code and the texts that fill a new municipality."""
    marks = hashlib.sha256()
    for seed in seeds:
        marks.update(seed.encode())
        module = sys.modules[import_string(seed).__module__]
        for file in sorted(Path(str(module.__file__)).parent.rglob("*")):
            if file.suffix in SOURCES:
                marks.update(file.read_bytes())
    return marks.hexdigest()
