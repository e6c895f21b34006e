"""A schema with the standard content in it is replayed, and nobody can tell it from one that was filled (T8)."""

import subprocess
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from portal.pages import operations as pages
from portal.search.models import IndexedDocument
from provisioning.lifecycle import ddl, filled, insides, operations, queries, runner, schema
from provisioning.lifecycle.blueprints import standard
from provisioning.lifecycle.models import RUNNABLE_STATES, FilledSchema, Operation
from provisioning.lifecycle.operations.spares import request_spare
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants import entry
from tenants.configuration import canonical, snapshots
from tenants.models import Tenant
from tenants.registers import Side
from tests.faults.kills import ending
from tests.provisioning.lifecycle import stand_ins
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = [pytest.mark.usefixtures("committing"), pytest.mark.covers("architecture T8", "C-021")]
SEEDS = ["portal.products.seeds.fill", "portal.pages.seeds.fill"]


@pytest.fixture(autouse=True)
def _real_content(settings: LazySettings, committing: None) -> None:
    settings.TENANT_SEEDS, settings.SPARES = SEEDS, 0
    remove_spares()
    FilledSchema.objects.all().delete()


@pytest.fixture(scope="module")
def made(_committing_database: str) -> dict[str, Any]:
    """What was made in the database that the tests of this module share."""
    return {}


@pytest.fixture
def written(made: dict[str, Any], _real_content: None) -> Operation:
    """An opening that wrote its content, as no text was kept; it is only looked at."""
    if "written" not in made:
        made["written"] = opened().uuid
    return queries.operation(made["written"])


@pytest.fixture
def kept(made: dict[str, Any], _real_content: None) -> None:
    """Have the text of this release: that of its first spare, which is gone again."""
    if "text" not in made:
        done(request_spare())
        remove_spares()
        made["text"] = FilledSchema.objects.values().get()
    FilledSchema.objects.get_or_create(**made["text"])


def opened(**changes: Any) -> Operation:
    return done(operations.request_opening(plan(**changes), by=OPERATOR))


def done(operation: Operation) -> Operation:
    assert runner.run(operation.uuid)
    found = queries.operation(operation.uuid)
    assert found.state == OperationState.DONE, [(step.key, step.error) for step in queries.steps(found)]
    return found


def remove_spares() -> None:
    operations.keep_spares()
    for operation in Operation.objects.filter(kind=OperationKind.DISCARD.value, state__in=RUNNABLE_STATES):
        done(operation)


def row(operation: Operation) -> Tenant:
    return Tenant.objects.get(uuid=operation.tenant)


def counted(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def test_an_opening_that_replays_content_ends_as_one_that_writes_it(written: Operation, kept: None) -> None:
    replayed = opened()

    assert replayed.parameters["filled"] is True
    assert not written.parameters.get("filled")
    assert ending.of(replayed.uuid) == ending.of(written.uuid)


def test_an_opening_from_a_spare_ends_as_one_that_writes_it_and_is_found_as_it_reads(
    written: Operation,
) -> None:
    done(request_spare())

    claimed = opened()

    assert claimed.parameters["claimed"] is True
    assert inside(claimed) == inside(written)
    assert released_inside(claimed) == released_inside(written)
    tenant = row(claimed)
    with entry.enter(tenant.ref(), urls=True):
        found = what_can_be_found()
        pages.index_all()
        assert found == what_can_be_found()
    assert any(tenant.name in body for *_others, body, _vector in found)


def inside(operation: Operation) -> Any:
    return ending.of(operation.uuid)["contents"]


def released_inside(operation: Operation) -> dict[str, Any]:
    """Read the parts inside of the first release; there are some."""
    snapshot = canonical.load(row(operation).releases.get().snapshot)
    found = {part.key: snapshot[part.key] for part in snapshots.parts({Side.INSIDE})}
    assert found
    return found


def what_can_be_found() -> list[tuple[Any, ...]]:
    fields = ("kind", "key", "language", "title", "summary", "plain", "path", "body", "vector")
    return list(IndexedDocument.objects.order_by("kind", "key", "language").values_list(*fields))


def test_a_spare_that_another_release_read_otherwise_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    spare = done(request_spare())
    assert spare.parameters["inside"]["values"]
    monkeypatch.setattr(insides, "way", lambda: "of the next one")

    claimed = opened()

    assert claimed.tenant == spare.tenant
    assert insides.of_claimed(claimed) == {}
    assert released_inside(claimed) == spare.parameters["inside"]["values"]


def test_what_is_a_municipalitys_own_is_chosen_anew_each_time(kept: None) -> None:
    first, second = opened(), opened()
    one, other = row(first), row(second)

    found = FilledSchema.objects.get(fingerprint=schema.fingerprint())

    assert counted(f"SELECT id FROM {one.schema_name}.django_site") == one.site_pk
    assert counted(f"SELECT id FROM {other.schema_name}.django_site") == other.site_pk
    assert not filled.UUID.search(found.text)
    assert not filled.MOMENT.search(found.text)


def test_a_spare_after_the_first_one_is_replayed_too(kept: None) -> None:
    spare = done(request_spare())

    assert spare.parameters["filled"] is True
    assert FilledSchema.objects.count() == 1


def test_a_blueprint_of_its_own_is_written_and_not_replayed(kept: None) -> None:
    own = opened(blueprint={**standard(), "products": {"paspoort": {}}})

    assert own.parameters.get("filled", False) is False


@pytest.fixture
def little(settings: LazySettings, _real_content: None) -> None:
    """Have little content, where it does not matter which."""
    settings.TENANT_SEEDS = [f"{stand_ins.HERE}.fill"]


def test_of_little_content_a_text_is_kept_too(little: None) -> None:
    assert done(request_spare()).state == OperationState.DONE
    assert FilledSchema.objects.exists()


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize("trouble", [FileNotFoundError(), subprocess.CalledProcessError(1, "pg_dump")])
def test_without_a_dump_the_spare_is_good_and_there_is_no_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    def fail(_schema: str) -> str:
        raise trouble

    monkeypatch.setattr(ddl, "compile_template", fail)

    assert done(request_spare()).state == OperationState.DONE
    assert not FilledSchema.objects.exists()
    assert "lifecycle.filled_schema_not_kept" in caplog.text


@pytest.mark.usefixtures("little")
def test_content_that_names_its_spare_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    written = ddl.compile_template

    def with_the_spares_own(schema_name: str) -> str:
        identity = Tenant.objects.get(schema_name=schema_name).uuid
        return f"{written(schema_name)}\n-- {identity}"

    monkeypatch.setattr(ddl, "compile_template", with_the_spares_own)

    spare = done(request_spare())

    assert spare.state == OperationState.DONE
    assert not FilledSchema.objects.exists()
