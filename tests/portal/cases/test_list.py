"""The list of somebody's cases (P-153 to P-159)."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from integrations.zgw.models import Synchronisation
from portal.cases.models import CaseSettings
from portal.cases.queries import asking
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.cases.people import LIST, Somebody, System

NOBODY = "999990160"
"""A test number of whom the stand-in knows nothing."""
CARD = re.compile(r'class="ip-card__title"><a href="([^"]+)"')


def cards(somebody: Somebody, path: str = LIST, **more: object) -> list[str]:
    return CARD.findall(somebody.get(path, **more).content.decode())


@pytest.mark.covers("P-153", "P-157", "P-159")
def test_it_shows_cases_with_what_somebody_wants_to_know_of_them(system: System, fatima: Somebody) -> None:
    newest = system.cases_of()[0]

    told = fatima.reads()

    assert re.search(r"Mijn zaken \(\d+\+?\)", told)
    assert newest.type.name in told
    assert newest.identification in told


@pytest.mark.covers("P-155")
def test_cases_of_all_systems_stand_in_one_list(connect: Callable[..., System], fatima: Somebody) -> None:
    both = [connect(), connect("zgw-1.0")]

    found = cards(fatima)

    for each in both:
        assert any(str(each.key) in url for url in found)


def test_what_waits_for_somebody_stands_on_top(system: System, fatima: Somebody) -> None:
    told = fatima.reads()

    assert "Dit moet u doen" in told
    assert told.index("Wij wachten op informatie van u.") < told.index("Andere zaken")


@pytest.mark.covers("P-158")
@pytest.mark.parametrize(("state", "is_running"), [("lopend", True), ("afgerond", False)])
def test_running_and_finished_cases_are_looked_at_apart(
    system: System, fatima: Somebody, state: str, is_running: bool
) -> None:
    known = {str(case.uuid): case for case in system.cases_of()}

    found = [known[url.split("/")[3]] for url in cards(fatima, f"{LIST}?toon={state}")]

    assert found
    assert {case.ended is None for case in found} == {is_running}


@pytest.mark.covers("P-158")
def test_a_choice_that_does_not_exist_shows_all(system: System, fatima: Somebody) -> None:
    assert cards(fatima, f"{LIST}?toon=onzin") == cards(fatima)


@pytest.mark.covers("I-083")
def test_a_case_is_found_by_its_number_and_only_among_ones_own(system: System, fatima: Somebody) -> None:
    own = system.cases_of()[-1]
    hers = {case.uuid for case in system.cases_of()}
    other = next(case for case in system.world.cases.values() if case.uuid not in hers)

    assert [url.split("/")[3] for url in cards(fatima, LIST, data={"nummer": own.identification})] == [
        str(own.uuid)
    ]
    assert "Wij vinden geen zaak" in fatima.reads(data={"nummer": other.identification})
    assert "Wij vinden geen zaak" in fatima.reads(data={"nummer": "x" * 60})


@pytest.mark.covers("I-070", "issue 10 §5")
def test_a_list_takes_one_round_of_at_most_three_calls(system: System, fatima: Somebody) -> None:
    before = sum(system.calls().values())

    fatima.get()

    assert 0 < sum(system.calls().values()) - before <= 3


def test_a_page_that_is_looked_at_again_asks_nothing(system: System, fatima: Somebody) -> None:
    fatima.get()
    before = system.calls()

    fatima.get()

    assert system.calls() == before


def test_the_next_part_is_a_page_without_script_and_a_part_with_it(
    system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = asking.options_of
    monkeypatch.setattr(asking, "options_of", lambda chosen: replace(real(chosen), page_size=5))
    first = fatima.get().content.decode()
    url = LIST + unescape(re.findall(r'href="(\?na=[^"]+)"', first)[0])

    page = fatima.get(url)
    part = fatima.get(url, headers={"HX-Request": "true", "HX-Target": "zaken-verder"})

    assert b"<main" in page.content
    assert b"<main" not in part.content
    following = CARD.findall(part.content.decode())
    assert following == CARD.findall(page.content.decode())
    assert following
    assert not set(CARD.findall(first)) & set(following)


@pytest.mark.parametrize("place", ["x", "0" * 32, f"{'0' * 32}:zz", f"{'0' * 32}:1.99999999999"])
def test_an_address_that_is_no_place_in_the_list_is_no_page(
    system: System, fatima: Somebody, place: str
) -> None:
    assert fatima.get(data={"na": place}).status_code == 404


def test_who_has_no_cases_is_told_so(system: System, person: Callable[..., Somebody]) -> None:
    assert "U hebt geen zaken bij ons" in person(citizens.citizen(NOBODY)).reads()


def test_while_there_may_be_more_nobody_is_told_that_there_are_none(
    system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest few run all: whether any has ended, the next part says."""
    real = asking.options_of
    monkeypatch.setattr(asking, "options_of", lambda chosen: replace(real(chosen), page_size=1))
    running = not cards(fatima, data={"toon": "afgerond"})

    told = fatima.reads(data={"toon": "afgerond" if running else "lopend"})

    assert "Er zijn geen zaken om te tonen" not in told
    assert "Meer zaken tonen" in told
    assert "(0" not in told


def test_without_a_case_system_there_is_a_page_all_the_same(fatima: Somebody) -> None:
    assert "Deze gemeente toont hier nog geen zaken" in fatima.reads()


def test_the_municipality_says_something_above_it(system: System, fatima: Somebody) -> None:
    CaseSettings.objects.update(intro="Bel ons gerust.", has_filter=False)

    told = fatima.reads()

    assert "Bel ons gerust." in told
    assert "Lopend" not in told


def test_a_case_of_a_kind_that_nobody_knows_is_not_shown_and_its_kind_is_asked_for(
    connect: Callable[..., System], fatima: Somebody
) -> None:
    connect("zgw-1.0", is_read=False)

    told = fatima.reads()

    assert "Misschien ontbreekt er nog een zaak." in told
    assert Synchronisation.objects.filter(cause="page").exists()


@pytest.mark.covers("P-154")
def test_a_visitor_for_whom_there_are_no_cases_is_told_why(
    system: System, person: Callable[..., Somebody], inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local = Somebody(citizens.with_account(client_of, inside), inside)

    for somebody in (person(citizens.foreigner()), local):
        assert "zonder DigiD of eHerkenning" in somebody.reads(status=403)
    assert sum(system.calls().values()) == 0


def test_who_has_not_chosen_a_branch_does_so_first(system: System, person: Callable[..., Somebody]) -> None:
    assert person(citizens.employee()).get()["Location"].startswith("/vestiging/")


@pytest.mark.covers("P-048", "I-086")
def test_a_company_sees_its_cases_and_a_branch_only_its_own(
    system: System, person: Callable[..., Somebody]
) -> None:
    branch = citizens.BAKERY.branches[0].number
    company = {url.split("/")[3] for url in cards(person(citizens.employee(), branch=""))}
    one = {url.split("/")[3] for url in cards(person(citizens.employee("ander"), branch=branch))}

    assert company
    assert one
    assert not company & one


def test_who_represents_somebody_sees_the_cases_of_whom_they_act_for(
    system: System, person: Callable[..., Somebody]
) -> None:
    theirs = {str(case.uuid) for case in system.cases_of(citizens.REPRESENTED)}

    found = {url.split("/")[3] for url in cards(person(citizens.representative()))}

    assert found == theirs


def test_who_has_not_signed_in_is_asked_to(
    system: System, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    response = client_of(inside).get(LIST)

    assert response.status_code == 302
    assert response["Location"].startswith("/inloggen/")


def test_nobody_keeps_the_page(system: System, fatima: Somebody) -> None:
    assert "no-store" in fatima.get()["Cache-Control"]


def test_the_start_page_is_given_the_few_that_matter_most(system: System, fatima: Somebody) -> None:
    html = fatima.get(f"{LIST}laatste/", headers={"HX-Request": "true"}).content.decode()

    assert len(CARD.findall(html)) == 3
    assert "<main" not in html


@pytest.mark.attack("O02")
@pytest.mark.covers("P-159")
def test_the_number_above_it_counts_no_case_that_somebody_may_not_see(
    system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any(
        case.type.is_internal and getattr(case.roles[0].party, "bsn", "") == citizens.FATIMA
        for case in system.world.cases.values()
    )
    real = asking.options_of
    monkeypatch.setattr(asking, "options_of", lambda chosen: replace(real(chosen), page_size=100))

    assert f"Mijn zaken ({len(system.cases_of())})" in fatima.reads()
