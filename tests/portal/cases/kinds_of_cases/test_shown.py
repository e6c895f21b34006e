"""What functional managers set of a kind of cases is what people read of their case (P-157, P-162, I-091 to I-094)."""

from datetime import timedelta
from typing import Any

import pytest

from integrations.sandbox.world.cases import Case as Played
from portal.cases.models.types import (
    CaseTypeSettings,
    LinkSettings,
    ResultTypeSettings,
    StatusTypeSettings,
)
from portal.cases.queries import known
from tests.portal.cases.people import Somebody, System

FORM = "https://formulieren.voorbeeld.nl/aanvullen"


def kind_of(system: System, case: Played) -> CaseTypeSettings:
    """Begin to set something of the kind of a case."""
    name, domain, rsin, identification = next(
        each.key
        for each in known.every()
        if each.stable.connection == system.key and each.stable.identification == case.type.identification
    )
    return CaseTypeSettings.objects.create(
        system=name, domain=domain, rsin=rsin, identification=identification
    )


def set_step(system: System, case: Played, **said: Any) -> None:
    """Set something of the step where a case stands."""
    step = case.statuses[-1].type
    StatusTypeSettings.objects.create(
        case_type=kind_of(system, case), name=step.name, order=step.number, **said
    )


def running(system: System) -> Played:
    return next(case for case in system.cases_of() if case.ended is None and not case.is_waiting)


@pytest.mark.covers("P-162", "I-093")
def test_a_step_is_explained_in_the_words_of_the_municipality(system: System, fatima: Somebody) -> None:
    case = running(system)
    theirs = case.statuses[-1].type.text
    before = fatima.reads(system.page_of(case))
    set_step(
        system, case, text="Een collega kijkt er nu naar.", indicator="warning", indicator_text="Het is druk."
    )

    told = fatima.reads(system.page_of(case))

    assert theirs in before
    assert "Een collega kijkt er nu naar." in told
    assert theirs not in told
    assert "Het is druk." in told


@pytest.mark.covers("P-157", "I-093")
def test_what_somebody_has_to_do_stands_on_top_with_its_last_day(system: System, fatima: Somebody) -> None:
    case = running(system)
    set_step(
        system,
        case,
        action_required=True,
        deadline_days=14,
        text="Stuur ons uw tekening.",
        case_link_text="Vul aan",
    )
    last = case.statuses[-1].moment.date() + timedelta(days=14)

    listed, told = fatima.reads(), fatima.reads(system.page_of(case))

    assert "Dit moet u doen" in listed
    assert "Vul aan" in listed
    for page in (listed, told):
        assert "Stuur ons uw tekening." in page
        assert f"Doe dit uiterlijk op {last.day} " in page


@pytest.mark.covers("P-162", "I-093")
@pytest.mark.attack("W02")
def test_a_button_leads_on_while_its_site_is_on_the_list(system: System, fatima: Somebody) -> None:
    case = running(system)
    LinkSettings.objects.update_or_create(id=1, defaults={"hosts": "formulieren.voorbeeld.nl"})
    set_step(system, case, call_to_action_url=FORM, call_to_action_text="Vul uw aanvraag aan")
    page = system.page_of(case)

    there = fatima.get(page).content.decode()
    LinkSettings.objects.update(hosts="")
    gone = fatima.get(page).content.decode()

    assert f'href="{FORM}"' in there
    assert FORM not in gone
    assert "Vul uw aanvraag aan" not in gone


@pytest.mark.covers("P-162", "I-094")
def test_an_end_is_explained_in_the_words_of_the_municipality(system: System, fatima: Somebody) -> None:
    case = next(case for case in system.cases_of() if case.ended and case.result)
    assert case.result
    ResultTypeSettings.objects.create(
        case_type=kind_of(system, case),
        name=case.result.type.name,
        text="U kunt zes weken lang bezwaar maken.",
    )

    assert "U kunt zes weken lang bezwaar maken." in fatima.reads(system.page_of(case))


def test_of_another_kind_nothing_changes(system: System, fatima: Somebody) -> None:
    """The control."""
    case = running(system)
    other = next(one for one in system.cases_of() if one.type.identification != case.type.identification)
    before = fatima.reads(system.page_of(case))
    set_step(system, other, text="Dit gaat over iets anders.", action_required=True)

    assert fatima.reads(system.page_of(case)) == before
