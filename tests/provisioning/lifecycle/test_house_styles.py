"""A municipality wears what is hers or everybody's: made with her, in releases, in files, and at the gate."""

import uuid
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from provisioning.lifecycle import operations, queries, runner
from provisioning.lifecycle.as_code.types import FileError
from provisioning.lifecycle.bulk import asking
from provisioning.lifecycle.bulk.types import BulkKind
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.steps import directory
from provisioning.lifecycle.types import OperationState
from tenants import directory as known_hosts
from tenants.configuration import queries as releases
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle import files
from tests.provisioning.lifecycle.plans import OPERATOR, plan
from tests.themes.importing import uploads
from tests.themes.styles import houses
from themes import queries as themes
from themes.styles import operations as styles
from themes.styles.models import Revision, Style
from themes.styles.types import Naming

BRAND = {"brand": {"primary": "#0a5a9c", "accent": "#ffdd00", "font": "system", "radius": "6px"}}
OF_ANOTHER = "Deze huisstijl is van een andere gemeente."
ARCHIVED = "Deze huisstijl is gearchiveerd"


def upload(**changes: Any) -> dict[str, Any]:
    stated = {"ground": "own", "holder": "Gemeente Dijkstede", "stated_by": "D. Ijk"}
    digest = styles.keep(uploads.house(houses.DIRTY))
    return {
        "upload": digest, "file": houses.DIRTY, "choice": "", "statement": stated, "stated_on": "2026-11-01",
        **changes,
    }  # fmt: skip


def entered(house: dict[str, Any]) -> Operation:
    """Ask for an opening and have its municipality entered in the directory."""
    operation = operations.request_opening(plan(house=house), by=OPERATOR)
    directory.run(operation)
    operation.refresh_from_db()
    return operation


def worn(operation: Operation) -> str:
    return str(Tenant.objects.get(uuid=operation.tenant).theme)


@pytest.mark.covers("C-020", "C-021")
@pytest.mark.parametrize("kind", ["brand", "upload"])
def test_the_house_style_is_made_with_the_municipality_once_and_is_hers(db: None, kind: str) -> None:
    operation = entered(BRAND if kind == "brand" else upload())
    directory.run(operation)

    style = Style.objects.get()
    assert (style.owner, worn(operation)) == (operation.tenant, f"{style.slug}--1")
    assert themes.is_readable(worn(operation))
    assert operation.parameters["theme"] == worn(operation)
    assert "D. Ijk" not in str(operation.parameters)
    assert bool(Revision.objects.get().statement) is (kind == "upload")


@pytest.mark.covers("C-021")
def test_a_worker_that_dies_in_the_step_leaves_nothing_and_the_next_makes_it(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = operations.request_opening(plan(house=BRAND), by=OPERATOR)
    with monkeypatch.context() as killed:
        killed.setattr("provisioning.lifecycle.steps.directory.place.remember", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            directory.run(operation)
    assert not Style.objects.exists()

    directory.run(Operation.objects.get(pk=operation.pk))

    assert Style.objects.count() == 1


@pytest.mark.covers("C-021")
def test_undoing_takes_it_away_and_its_key_is_never_anothers(db: None) -> None:
    operation = entered(BRAND)
    key = worn(operation)

    directory.undo(operation)
    directory.undo(operation)

    assert not Style.objects.exists()
    assert not Tenant.objects.filter(uuid=operation.tenant).exists()
    assert OperatorRecord.objects.filter(action="style.withdrawn").count() == 1
    again = styles.begin(
        Naming(operation.parameters["name"]), houses.drafted(), identity=uuid.uuid4(), by=OPERATOR
    )
    assert f"{again.style.slug}--1" != key


@pytest.mark.covers("C-020")
def test_where_something_is_called_so_already_it_gets_a_number(db: None) -> None:
    operation = operations.request_opening(plan(house=BRAND), by=OPERATOR)
    name = operation.parameters["name"]
    Style.objects.create(slug="taken", name=name.upper(), created_by="noor")

    directory.run(operation)

    assert Style.objects.exclude(slug="taken").get().name == f"{name} (2)"


@pytest.mark.parametrize(
    ("house", "field"),
    [
        ({"brand": {**BRAND["brand"], "primary": "x"}}, "primary"),
        ({"upload": "0" * 64, "file": ""}, "file"),
        ({"brand": {}}, "primary"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_asked(
    db: None, house: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        operations.request_opening(plan(house=house), by=OPERATOR)
    assert field in refused.value.reasons


def test_without_a_stated_right_no_upload_is_asked_for(db: None) -> None:
    with pytest.raises(RefusedError) as refused:
        operations.request_opening(plan(house=upload(statement={})), by=OPERATOR)
    assert set(refused.value.reasons) == {"ground"}


def wear(tenant: TenantRef, key: str) -> None:
    Tenant.objects.filter(uuid=tenant.uuid).update(theme=key)
    known_hosts.forget()


def checks(tenant: TenantRef) -> dict[str, bool]:
    found = {row.key: row.is_green for row in queries.checklist(tenant.uuid)}
    return {key: found[key] for key in ("theme_contrast", "theme_rights")}


@pytest.mark.covers("C-024")
def test_the_gate_judges_a_house_style_as_any_theme(zonnedam: TenantRef) -> None:
    wear(zonnedam, houses.published(houses.draft(), owner=zonnedam.uuid))
    assert checks(zonnedam) == {"theme_contrast": True, "theme_rights": True}

    revision = Revision.objects.get()
    Revision.objects.update(values={**revision.values, "link": revision.values["page-bg"]})
    assert checks(zonnedam) == {"theme_contrast": False, "theme_rights": True}


@pytest.mark.covers("C-024")
def test_who_wears_what_is_not_there_any_more_is_held_at_the_gate(zonnedam: TenantRef) -> None:
    wear(zonnedam, "weg--3")

    assert not checks(zonnedam)["theme_contrast"]


@pytest.mark.covers("C-024")
@pytest.mark.parametrize("missing", ["statement", "logo_statement"])
def test_an_upload_and_a_logo_without_a_stated_right_are_held_at_the_gate(
    zonnedam: TenantRef, missing: str
) -> None:
    made = houses.draft()
    logo = houses.drafted(logo=houses.LOGO).logo
    wear(zonnedam, houses.published(type(made)(made.origin, made.taken, made.statement, logo)))
    assert checks(zonnedam)["theme_rights"]

    Revision.objects.update(**{missing: {}})

    assert checks(zonnedam) == {"theme_contrast": True, "theme_rights": False}
    (row,) = (row for row in queries.checklist(zonnedam.uuid) if row.key == "theme_rights")
    assert "met welk recht" in row.remedy


@pytest.mark.covers("C-024")
def test_two_colours_and_what_comes_with_the_product_need_no_statement(zonnedam: TenantRef) -> None:
    assert checks(zonnedam)["theme_rights"]
    wear(zonnedam, houses.published())
    assert checks(zonnedam)["theme_rights"]


def choose(tenant: TenantRef, theme: str) -> None:
    operation = operations.request_settings(tenant=tenant.uuid, theme=theme, by=OPERATOR)
    runner.run(operation.uuid)


def restore(tenant: TenantRef, number: int) -> OperationState:
    operation = operations.request_roll_back(
        tenant=tenant.uuid, release=number, by=OPERATOR, why="Terug", parts=("theme",)
    )
    runner.run(operation.uuid)
    return OperationState(queries.operation(operation.uuid).state)


def theme_of(tenant: TenantRef) -> str:
    return str(Tenant.objects.get(uuid=tenant.uuid).theme)


@pytest.mark.covers("C-033")
def test_a_rollback_brings_back_exactly_the_revision_that_was_worn_archived_or_not(
    zonnedam: TenantRef,
) -> None:
    files.settle(zonnedam)
    first = houses.published(owner=zonnedam.uuid)
    choose(zonnedam, first)
    revision = Revision.objects.get()
    newer = houses.revised(revision, houses.drafted({**houses.BRAND, "primary": "#7a1f5c"}))
    styles.publish(newer.style_id, newer.number, by=OPERATOR)
    assert theme_of(zonnedam) == first  # a publication changes nobody
    choose(zonnedam, f"{newer.style.slug}--2")
    styles.archive(newer.style_id, archived=True, by=OPERATOR)

    assert restore(zonnedam, 2) is OperationState.DONE

    assert theme_of(zonnedam) == first
    assert releases.release(zonnedam.uuid, 4).snapshot == releases.release(zonnedam.uuid, 2).snapshot
    names = [line for part in releases.changes(releases.release(zonnedam.uuid, 2)) for line in part.lines]
    assert names == [f"Thema: Zonnedam → {revision.style.name}"]


@pytest.fixture
def anothers(waterrijk: TenantRef) -> str:
    return houses.published(owner=waterrijk.uuid)


@pytest.fixture
def archived(db: None) -> str:
    key = houses.published()
    styles.archive(Style.objects.get(slug=key.rpartition("--")[0]).uuid, archived=True, by=OPERATOR)
    return key


@pytest.mark.covers("C-033")
@pytest.mark.parametrize(("which", "said"), [("anothers", OF_ANOTHER), ("gone", "bestaat niet meer")])
def test_a_release_with_what_is_anothers_or_gone_is_not_restored(
    zonnedam: TenantRef, anothers: str, which: str, said: str
) -> None:
    wear(zonnedam, anothers if which == "anothers" else "weg--3")
    files.settle(zonnedam)
    choose(zonnedam, "waterrijk")

    with pytest.raises(RefusedError) as refused:
        restore(zonnedam, 1)

    assert said in str(refused.value.reasons)
    assert theme_of(zonnedam) == "waterrijk"


@pytest.mark.covers("C-030")
def test_in_bulk_each_is_told_whether_it_may_have_it(
    zonnedam: TenantRef, waterrijk: TenantRef, anothers: str
) -> None:
    tenants = list(Tenant.objects.filter(uuid__in=[zonnedam.uuid, waterrijk.uuid]))

    foreseen = asking.foresee(BulkKind.CHANGE_THEME, tenants, parameters={"theme": anothers})

    assert {each.tenant: OF_ANOTHER in str(each.reasons) for each in foreseen} == {
        zonnedam.uuid: True,
        waterrijk.uuid: False,
    }


@pytest.mark.parametrize("which", ["anothers", "archived"])
def test_what_is_anothers_or_archived_is_refused_at_every_door_and_ones_own_is_not(
    zonnedam: TenantRef, anothers: str, archived: str, which: str
) -> None:
    files.settle(zonnedam)
    wrong, said = (anothers, OF_ANOTHER) if which == "anothers" else (archived, ARCHIVED)
    own = houses.published(owner=zonnedam.uuid)

    with pytest.raises(RefusedError) as by_settings:
        choose(zonnedam, wrong)
    with pytest.raises(RefusedError) as by_opening:
        operations.request_opening(plan(theme=wrong), by=OPERATOR)
    with pytest.raises(RefusedError) as by_blueprint:
        operations.request_opening(plan(theme="", blueprint={"version": 1, "theme": wrong}), by=OPERATOR)
    with pytest.raises(FileError) as by_file:
        files.planned(zonnedam, files.file(zonnedam, look={"theme": wrong}))

    for refused in (by_settings, by_opening, by_blueprint):
        assert said in str(refused.value.reasons["theme"])
    assert [(each.place, said in each.text) for each in by_file.value.refusals] == [("look.theme", True)]
    assert files.applied(zonnedam, files.file(zonnedam, look={"theme": own})) is OperationState.DONE
    assert theme_of(zonnedam) == own  # the negative control


def test_a_clone_of_who_wears_her_own_names_another_theme(waterrijk: TenantRef, anothers: str) -> None:
    wear(waterrijk, anothers)

    with pytest.raises(RefusedError) as refused:
        operations.request_clone(plan(theme=""), source=waterrijk.uuid, by=OPERATOR)
    assert OF_ANOTHER in str(refused.value.reasons["theme"])
    assert operations.request_clone(plan(theme="neutraal"), source=waterrijk.uuid, by=OPERATOR).uuid


def test_who_wears_what_was_archived_or_vanished_keeps_it_and_can_change_the_rest(
    zonnedam: TenantRef, archived: str
) -> None:
    files.settle(zonnedam)
    for worn_key, name in ((archived, "Zonnedam aan Zee"), ("weg--3", "Zonnedam aan de Vaart")):
        wear(zonnedam, worn_key)
        operation = operations.request_settings(tenant=zonnedam.uuid, name=name, theme=worn_key, by=OPERATOR)
        runner.run(operation.uuid)
        assert theme_of(zonnedam) == worn_key
        assert not files.planned(zonnedam, files.shown(zonnedam)).changes


@pytest.mark.covers("C-020", "C-072")
@pytest.mark.parametrize(("primary", "code"), [("#0a5a9c", 3), ("blauwachtig", 2)])
def test_the_command_opens_a_municipality_in_two_colours(db: None, primary: str, code: int) -> None:
    asked = plan()
    words = ("--name", asked.name, "--host", asked.host, "--administrator", asked.administrator)
    colours = ("--primary", primary, "--accent", "#ffdd00")

    with pytest.raises(SystemExit) as end:
        call_command(
            "open_tenant", *words, "--kind", "sandbox", *colours, stdout=StringIO(), stderr=StringIO()
        )

    assert end.value.code == code
    assert [each.parameters["house"]["brand"]["primary"] for each in Operation.objects.all()] == (
        [primary] if code == 3 else []
    )
