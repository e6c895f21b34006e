"""What was set of a kind of cases holds for every version of it, and is whole (I-091 to I-094, P-166, P-172)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from integrations.zgw.queries import mirror
from integrations.zgw.types import StableKey
from portal.cases.kinds import NOTHING_SET
from portal.cases.models import CaseTypeSettings, LinkSettings
from portal.cases.models.types import host_of
from portal.cases.operations import configuring
from portal.cases.queries import checking, configured, written
from tenants.audit.models import AuditRecord
from tests.portal.cases.kinds_of_cases.conftest import BY, House

SECOND = "ZAAKTYPE-0002"
LINK = "https://formulieren.voorbeeld.nl/verhuizen"


def with_step(value: dict[str, Any], name: str, **said: Any) -> dict[str, Any]:
    steps = [{**each, **said} if each["name"] == name else each for each in value["steps"]]
    return {**value, "steps": steps}


def with_documents(value: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {**value, "documents": [{**each, **said} for each in value["documents"]]}


@pytest.mark.covers("I-091", "I-092")
def test_a_version_published_at_ten_accepts_uploads_at_five_past(home: House) -> None:
    configuring.put(with_documents(home.value(upload_enabled=True), upload_enabled=True), by=BY)
    before = home.kind().case_type.url

    new = home.system.publish()
    home.system.synchronise()

    assert home.kind().case_type.url == new != before
    key = mirror.keys_of(home.system.key, [new])[new]
    kind = configured.settings_of([key])[key]
    kinds = mirror.document_types_of(home.system.key, new)
    assert kind.upload_enabled
    assert kinds
    assert all(kind.document(one.name).upload_enabled for one in kinds)


@pytest.mark.covers("I-093")
def test_a_step_that_got_another_name_keeps_what_was_set_of_it_and_others_do_not_get_it(home: House) -> None:
    configuring.put(
        with_step(home.value(), "In behandeling", text="Wij kijken ernaar.", action_required=True), by=BY
    )

    new = home.system.publish(status="In onderzoek")
    home.system.synchronise()

    key = mirror.keys_of(home.system.key, [new])[new]
    steps = mirror.steps_of(home.system.key, new)
    told = configured.settings_of([key])[key].steps_of(steps)
    by_name = {one.name: told[one.url] for one in steps}
    assert by_name["In onderzoek"].text == "Wij kijken ernaar."
    assert by_name["In onderzoek"].action_required
    assert [name for name, step in by_name.items() if step.text] == ["In onderzoek"]


@pytest.mark.covers("I-093")
def test_a_case_of_the_former_version_shows_the_same_after_the_step_was_saved_under_its_new_name(
    home: House,
) -> None:
    old = home.kind().case_type.url
    configuring.put(with_step(home.value(), "In behandeling", text="Wij kijken ernaar."), by=BY)
    home.system.publish(status="In onderzoek")
    home.system.synchronise()

    configuring.put(home.value(), by=BY)

    key = home.kind().stable
    steps = mirror.steps_of(home.system.key, old)
    told = configured.settings_of([key])[key].steps_of(steps)
    assert {one.name: told[one.url].text for one in steps if told[one.url].text} == {
        "In behandeling": "Wij kijken ernaar."
    }
    assert [each["name"] for each in written.one_set(home.kind().key)["steps"]] == ["In onderzoek"]


@pytest.mark.covers("I-094")
def test_what_is_told_of_a_result_survives_a_new_version(home: House) -> None:
    value = home.value()
    value["results"] = [{**each, "text": f"Uitleg bij {each['name']}"} for each in value["results"]]
    configuring.put(value, by=BY)

    new = home.system.publish()
    home.system.synchronise()

    kind = configured.settings_of([home.kind().stable])[home.kind().stable]
    results = mirror.results_of(home.system.key, new)
    assert results
    assert {kind.result(one) for one in results} == {f"Uitleg bij {one.name}" for one in results}


def test_settings_of_a_whole_list_of_cases_take_one_query(
    home: House, django_assert_num_queries: Callable[..., Any]
) -> None:
    for identification in ("ZAAKTYPE-0001", SECOND):
        configuring.put(
            with_step(home.value(identification, notify=True), "Ontvangen", text="Dank u."), by=BY
        )
    keys = [home.kind("ZAAKTYPE-0001").stable, home.kind(SECOND).stable]
    elsewhere = StableKey(keys[0].connection, "ANDERS", "000000000", "X")

    with django_assert_num_queries(1):
        told = configured.settings_of([*keys, elsewhere])

    assert [told[key].notify for key in keys] == [True, True]
    assert told[elsewhere] == NOTHING_SET


def test_what_nobody_set_needs_no_row_and_has_the_defaults(home: House) -> None:
    assert not configuring.put(home.value(), by=BY)

    assert not CaseTypeSettings.objects.exists()
    assert not AuditRecord.objects.filter(action=configuring.CONFIGURED).exists()
    kind = configured.settings_of([home.kind().stable])[home.kind().stable]
    steps = kind.steps_of(mirror.steps_of(home.system.key, home.kind().case_type.url))
    assert (kind.notify, kind.upload_enabled) == (False, False)
    assert all(step.notify and step.upload_enabled and not step.action_required for step in steps.values())


@pytest.mark.covers("I-091")
def test_the_defaults_of_rows_and_of_what_has_none_are_the_same(home: House) -> None:
    blank = written.blank(home.kind().key)
    assert {name: blank[name] for name in configured.OWN} == {
        name: getattr(NOTHING_SET, name) for name in configured.OWN
    }


def test_a_change_is_written_down_with_what_it_was(home: House) -> None:
    configuring.put(with_step(home.value(), "Ontvangen", text="Dank u."), by=BY)

    record = AuditRecord.objects.get(action=configuring.CONFIGURED)
    assert "ZAAKTYPE-0001" in record.target
    assert (record.before, record.after) == (
        {"Ontvangen, uitleg bij deze status": ""},
        {"Ontvangen, uitleg bij deze status": "Dank u."},
    )


@pytest.mark.covers("P-166")
def test_uploading_here_and_elsewhere_at_once_is_refused(home: House) -> None:
    both = home.value(upload_enabled=True, upload_url=LINK)

    assert [place for place, _text in checking.problems(both)] == ["upload_url"]
    assert not list(checking.problems(home.value(upload_url=LINK)))
    with pytest.raises(IntegrityError), transaction.atomic():
        configuring.put(both, by=BY)


@pytest.mark.attack("W09")
@pytest.mark.parametrize(
    "url",
    [
        "http://formulieren.voorbeeld.nl/",
        "https://elders.nl/",
        "https://formulieren.voorbeeld.nl@elders.nl/",
        "https://formulieren.voorbeeld.nl:8443/",
        "https://elders.nl\\.formulieren.voorbeeld.nl/",
        "javascript:alert(1)",
        "//elders.nl/",
        "https://formulieren.voorbeeld.nl.elders.nl/",
    ],
)
def test_a_button_leads_only_to_sites_that_the_municipality_named(home: House, url: str) -> None:
    button = {"call_to_action_text": "Naar het formulier"}

    wrong = with_step(home.value(), "Ontvangen", call_to_action_url=url, **button)
    right = with_step(home.value(), "Ontvangen", call_to_action_url=LINK, **button)

    assert "steps.Ontvangen.call_to_action_url" in {place for place, _text in checking.problems(wrong)}
    assert not list(checking.problems(right))


@pytest.mark.attack("W09")
def test_a_button_is_gone_when_its_site_is_no_longer_named(home: House) -> None:
    configuring.put(
        with_step(
            home.value(upload_url=LINK), "Ontvangen", call_to_action_url=LINK, call_to_action_text="Ga"
        ),
        by=BY,
    )
    key = home.kind().stable
    assert configured.settings_of([key])[key].steps[0].call_to_action_url == LINK

    LinkSettings.objects.update(hosts="anders.voorbeeld.nl")

    kind = configured.settings_of([key])[key]
    step = kind.steps[0]
    assert (kind.upload_url, step.call_to_action_url, step.call_to_action_text) == ("", "", "")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"call_to_action_url": LINK}, "call_to_action_text"),
        ({"call_to_action_text": "Ga"}, "call_to_action_url"),
        ({"call_to_action_text": "x" * 49, "call_to_action_url": LINK}, "call_to_action_text"),
        ({"case_link_text": "x" * 41}, "case_link_text"),
        ({"deadline_days": 0}, "deadline_days"),
        ({"indicator": "paars"}, "indicator"),
    ],
)
def test_what_is_half_or_too_long_is_refused(home: House, said: dict[str, Any], field: str) -> None:
    wrong = with_step(home.value(), "Ontvangen", **said)

    assert {place for place, _text in checking.problems(wrong)} == {f"steps.Ontvangen.{field}"}


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://A.voorbeeld.nl/x", "a.voorbeeld.nl"), ("https://[", ""), ("https://a.nl:x/", ""), ("", "")],
)
def test_the_host_of_an_address_is_read_or_is_none(url: str, host: str) -> None:
    assert host_of(url) == host
