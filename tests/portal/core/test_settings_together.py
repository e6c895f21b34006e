"""Settings of one row are read together, and say what each says by itself (requirement C-033)."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.cases.models import CaseSettings
from portal.core.models import Texts
from tenants import registers
from tenants.configuration import rows, snapshots
from tenants.entry import enter
from tenants.registers import Side
from tenants.types import TenantRef

pytestmark = pytest.mark.covers("C-033")
MODELS = {part.key: part.row for part in registers.parts if part.row is not None}


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam):
        yield zonnedam


def test_all_of_them_take_one_query(inside: TenantRef) -> None:
    with CaptureQueriesContext(connection) as asked:
        snapshots.read(inside, snapshots.parts({Side.INSIDE}))

    assert len(MODELS) > 5
    (together,) = (query["sql"] for query in asked if "to_jsonb" in query["sql"])
    assert all(f'"{model._meta.db_table}"' in together for model in MODELS.values())


def test_what_is_saved_is_what_is_read(inside: TenantRef) -> None:
    for model in MODELS.values():
        model._default_manager.get_or_create(pk=1)
    Texts.objects.update(tagline="“Zee”\nen 'duin' 100%", announcement_level="info")

    found = snapshots.read(inside, snapshots.parts({Side.INSIDE}))

    for key, model in MODELS.items():
        assert found[key] == _as_the_model_says(model), key
    assert found["texts"]["tagline"] == "“Zee”\nen 'duin' 100%"


def _as_the_model_says(model: type) -> dict[str, object]:
    row = model._default_manager.get(pk=1)
    return {field.name: rows._plain(field, row) for field in rows._fields(model)}


def test_what_was_never_saved_is_as_the_model_begins(inside: TenantRef) -> None:
    CaseSettings.objects.all().delete()

    found = snapshots.read(inside, snapshots.parts({Side.INSIDE}))

    assert found["cases"] == {
        field.name: rows._plain(field, CaseSettings()) for field in rows._fields(CaseSettings)
    }
