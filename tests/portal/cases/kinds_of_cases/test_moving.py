"""Settings go from one installation to another, whole or not at all (I-096, I-097, P-171)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.zgw import models as mirrored
from portal.accounts.models import User
from portal.cases import parts
from portal.cases.models import CaseTypeSettings, SettingsImport
from portal.cases.operations import configuring, moving
from portal.cases.queries import exporting, importing, written
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import staff
from tests.portal.cases.kinds_of_cases.conftest import BY, House
from tests.portal.cases.kinds_of_cases.test_settings import LINK, with_documents, with_step

pytestmark = pytest.mark.covers("I-096", "I-097", "P-171")
EMAIL = "im@zonnedam.example"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def filled(house: House) -> dict[str, Any]:
    """Write down a kind of cases of which much was set."""
    value = with_documents(home_value(house), upload_enabled=True, notify=True)
    value["results"] = [{**each, "text": f"Uitleg bij {each['name']}"} for each in value["results"]]
    return with_step(
        value,
        "In behandeling",
        text="Wij kijken ernaar.\nEven geduld “a.u.b.” é",
        call_to_action_url=LINK,
        call_to_action_text="Ga verder",
        deadline_days=14,
        action_required=True,
    )


def home_value(house: House) -> dict[str, Any]:
    return house.value(notify=True, description="Over uw vergunning.", question_enabled=True)


def row(house: House, **said: Any) -> str:
    kind = house.kind()
    natural = dict(zip(written.NATURAL, kind.key, strict=True))
    return json.dumps({"what": "case_type", **natural, **said})


def carried_out(text: str) -> int | None:
    user = User.objects.filter(email=EMAIL).first() or staff.member(None, EMAIL)
    key = moving.offer(user=user, text=text)
    return moving.carry_out(SettingsImport.objects.get(pk=key), by=BY)


def be_known_as(house: House, rsin: str) -> None:
    """Give its catalogue the number of another: stand-ins are of municipalities that differ."""
    mirrored.Catalogue.objects.filter(connection=house.system.key).update(rsin=rsin)


def test_what_one_installation_exports_another_takes_over(
    home: House, house: Callable[..., House], waterrijk: TenantRef
) -> None:
    configuring.put(filled(home), by=BY)
    text, rsin = "".join(exporting.lines()), home.kind().stable.rsin
    there = house(waterrijk)
    with there.inside():
        assert not CaseTypeSettings.objects.exists()

        be_known_as(there, rsin)

        assert carried_out(text) == 1

        again = "".join(exporting.lines())
    slugs = home.kind().system.slug, there.system.connection.there
    assert slugs[0] != slugs[1]
    assert again == text.replace(slugs[0], slugs[1])


def test_taking_over_ones_own_export_changes_nothing(home: House) -> None:
    configuring.put(filled(home), by=BY)

    plan = importing.plan("".join(exporting.lines()))

    assert (plan.errors, plan.wanted, plan.changes) == ((), (), ())


@pytest.mark.attack("W24")
def test_an_export_holds_no_address_of_a_system_no_key_and_no_secret(home: House) -> None:
    configuring.put(filled(home), by=BY)

    text = "".join(exporting.lines())

    access = home.system.connection.access
    assert "Wij kijken ernaar." in text
    for word in (access.address, "127.0.0.1", "/catalogi/", str(home.system.key), "uuid", BY.name):
        assert word not in text


def test_a_new_version_with_another_name_for_a_step_takes_over_what_was_set_of_the_old_one(
    home: House,
) -> None:
    configuring.put(filled(home), by=BY)
    text = "".join(exporting.lines())
    configuring.remove(home.kind().key, by=BY)
    home.system.publish(status="In onderzoek")
    home.system.synchronise()

    assert carried_out(text) == 1

    steps = written.one_set(home.kind().key)["steps"]
    assert [(each["name"], each["deadline_days"]) for each in steps] == [("In onderzoek", 14)]


def test_what_a_file_does_not_name_stays(home: House) -> None:
    configuring.put(filled(home), by=BY)

    assert carried_out(row(home, description="Anders.")) == 1

    value = written.one_set(home.kind().key)
    assert (value["description"], value["notify"]) == ("Anders.", True)
    assert [each["text"] for each in value["steps"]] == ["Wij kijken ernaar.\nEven geduld “a.u.b.” é"]


def test_one_wrong_line_keeps_all_lines_out_and_is_named(home: House) -> None:
    lines = [
        row(home, notify=True),
        row(home, notify=False),
        row(home, identification="ONBEKEND"),
        "geen json",
        json.dumps({**json.loads(row(home)), "what": "step", "name": "Bestaat niet"}),
        row(home, notify="ja"),
        row(home, vreemd=1),
    ]

    plan = importing.plan("\n".join(lines))

    assert sorted({error.line for error in plan.errors}) == [2, 3, 4, 5, 6, 7]
    assert plan.wanted == ()
    assert carried_out("\n".join(lines)) is None
    assert not CaseTypeSettings.objects.exists()
    assert carried_out(lines[0]) == 1


@pytest.mark.attack("W09")
def test_a_file_cannot_bring_a_link_to_a_site_that_was_not_named_here(home: House) -> None:
    wrong = importing.plan(row(home, upload_url="https://elders.nl/"))
    right = importing.plan(row(home, upload_url=LINK))

    assert [error.line for error in wrong.errors] == [1]
    assert right.errors == ()


def test_which_of_two_systems_with_the_same_catalogue_is_meant_must_be_clear(
    home: House, house: Callable[..., House]
) -> None:
    other = house(home.tenant)
    be_known_as(other, home.kind().stable.rsin)
    told = json.loads(row(home, notify=True))

    vague = importing.plan(json.dumps({**told, "system": "elders"}))
    clear = importing.plan(json.dumps(told))

    assert [error.line for error in vague.errors] == [1]
    assert [written.key_of(each)[0] for each in clear.wanted] == [home.kind().key[0]]
    assert other.system.key != home.system.key


def test_what_is_carried_out_is_written_down_and_the_file_is_gone(home: House) -> None:
    carried_out(row(home, notify=True))

    assert not SettingsImport.objects.exists()
    record = AuditRecord.objects.get(action="cases.types_imported")
    assert record.details == {"lines": 1, "changed": 1}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=JSON, name=st.sampled_from(["what", "notify", "description", "order", "domain", "deadline_days"]))
def test_no_line_makes_the_reading_fail(home: House, said: Any, name: str) -> None:
    for what in ("case_type", "step"):
        told = {**json.loads(row(home)), "what": what, "name": "Ontvangen", name: said}
        plan = importing.plan("\n".join([json.dumps(said), json.dumps(told)]))
        assert plan.errors


@pytest.mark.parametrize("said", ['"\\u0000"', '"\\ud800"', "NaN", "1e999", "9" * 30])
def test_what_the_database_cannot_keep_is_refused(home: House, said: str) -> None:
    line = row(home, description="x").replace('"x"', said)
    step = json.dumps({**json.loads(row(home)), "what": "step", "name": "Ontvangen", "deadline_days": 0})

    assert importing.plan(line).errors
    assert importing.plan(step.replace('"deadline_days": 0', f'"deadline_days": {said}')).errors


@pytest.mark.covers("C-033", "C-034")
def test_what_was_set_goes_into_a_release_and_back(home: House) -> None:
    configuring.put(filled(home), by=BY)
    kept = json.loads(json.dumps(parts.read(home.tenant)))
    configuring.remove(home.kind().key, by=BY)
    assert parts.read(home.tenant) == []

    parts.write(home.tenant, kept, by=BY, why="terug")

    assert parts.read(home.tenant) == kept
    assert parts.refusals(home.tenant, kept) == []
    assert any("uitleg bij deze status" in line for line in parts.describe([], kept))


@pytest.mark.covers("C-034")
def test_what_was_set_goes_into_a_file_and_back(home: House) -> None:
    configuring.put(filled(home), by=BY)
    now = {parts.KEY: parts.read(home.tenant)}

    told = json.loads(json.dumps(parts.SECTION.write(now)))

    assert list(parts.SECTION.shape(told, "")) == []
    assert parts.SECTION.mean(home.tenant, {parts.KEY: []}, told, False) == now
    assert list(parts.SECTION.refusals(home.tenant, {}, told, now)) == []
