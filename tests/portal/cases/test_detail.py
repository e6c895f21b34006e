"""The page of one case (P-160 to P-163), its days and its PDF."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.connections.models import Connection
from portal.cases import calendars, terms
from portal.cases.filing import Date
from portal.core.printing import operations as printing
from tests.portal import citizens
from tests.portal.cases.people import LIST, Somebody, System

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def running(system: System) -> Any:
    return next(case for case in system.cases_of() if case.ended is None and not case.is_waiting)


def finished(system: System) -> Any:
    return next(case for case in system.cases_of() if case.ended)


def waiting(system: System) -> Any:
    return next(case for case in system.cases_of() if case.is_waiting)


@pytest.mark.covers("P-160", "P-161", "P-162")
def test_it_says_where_a_case_stands_what_comes_next_and_when(system: System, fatima: Somebody) -> None:
    case = running(system)

    told = fatima.reads(system.page_of(case))

    assert case.type.name in told
    assert case.identification in told
    assert case.statuses[-1].type.text in told
    assert "Hierna:" in told
    assert "Volgens de wet beslissen wij uiterlijk op" in told


@pytest.mark.covers("P-162", "I-077")
def test_a_finished_case_says_how_it_ended_and_promises_nothing_more(
    system: System, fatima: Somebody
) -> None:
    case = finished(system)

    told = fatima.reads(system.page_of(case))

    assert case.result.type.name in told
    assert "Deze zaak is afgerond op" in told
    assert "Hierna:" not in told
    assert "uiterlijk" not in told


def test_what_somebody_has_to_do_stands_first(system: System, fatima: Somebody) -> None:
    told = fatima.reads(system.page_of(waiting(system)))

    assert told.index("Dit moet u doen") < told.index("Hoe het ermee staat")
    assert "De termijn staat nu stil" in told


@pytest.mark.parametrize("stand_in", ["zgw", "zgw-1.0", "esuite"])
@pytest.mark.covers("P-162", "I-076", "I-087")
def test_steps_stand_in_order_whatever_the_system(
    connect: Callable[..., System], fatima: Somebody, stand_in: str
) -> None:
    system = connect(stand_in)
    case = running(system)

    html = fatima.get(system.page_of(case)).content.decode()

    states = re.findall(r"denhaag-process-steps__step--(\w+)", html)
    assert states == sorted(states, key=["checked", "current", "todo"].index)
    assert states.count("current") == 1
    assert states.count("checked") == len(case.statuses) - 1


@pytest.mark.covers("P-163")
def test_documents_that_may_be_seen_are_listed_and_what_is_new_says_so(
    system: System, fatima: Somebody
) -> None:
    case, _links = system.with_documents()

    told = fatima.get(system.page_of(case)).content.decode()

    assert f"{system.page_of(case)}documenten/" in told


@pytest.mark.covers("I-025")
def test_its_address_stays_when_the_case_system_moves(
    system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = running(system)
    row = Connection.objects.get(pk=system.key)
    moved = row.address.replace("127.0.0.1", "localhost")
    assert moved != row.address
    address = system.page_of(case)
    Connection.objects.filter(pk=row.pk).update(address=moved)

    assert Connection.objects.get(pk=row.pk).pk == row.pk
    assert address == system.page_of(case)
    assert fatima.get(address).status_code == 200


@pytest.mark.covers("P-170", "I-025")
def test_an_old_address_leads_on_where_there_is_one_system_and_to_the_list_where_there_are_more(
    connect: Callable[..., System], fatima: Somebody
) -> None:
    key = uuid.uuid4()
    assert fatima.get(f"{LIST}{key}/status/").status_code == 404

    system = connect()
    assert fatima.get(f"{LIST}{key}/status/")["Location"] == system.page_of(key)

    connect()
    assert "Deze link is verouderd" in fatima.reads(f"{LIST}{key}/status/", status=410)


@pytest.mark.covers("I-075", "issue 10 §5")
def test_a_case_takes_two_rounds_at_most_and_none_when_it_is_looked_at_again(
    system: System, fatima: Somebody
) -> None:
    case, _links = system.with_documents()
    before = sum(system.calls().values())

    fatima.get(system.page_of(case))
    once = sum(system.calls().values())
    fatima.get(system.page_of(case))

    assert once > before
    assert sum(system.calls().values()) == once


def test_days_go_into_a_calendar_without_anybodys_name(system: System, fatima: Somebody) -> None:
    case = running(system)

    response = fatima.get(system.page_of(case, "agenda/"))
    content = response.content.decode()

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "BEGIN:VEVENT" in content
    assert case.type.name not in content
    assert case.identification not in content
    assert citizens.FATIMA not in content


def test_the_name_of_a_case_goes_along_only_where_somebody_wants_it(system: System, fatima: Somebody) -> None:
    case = running(system)

    content = fatima.get(f"{system.page_of(case, 'agenda/')}?titel").content.decode()

    assert case.type.name in content.replace("\r\n ", "")


def test_a_finished_case_has_no_days_for_a_calendar(system: System, fatima: Somebody) -> None:
    assert fatima.get(system.page_of(finished(system), "agenda/")).status_code == 404


def test_a_case_is_printed_as_it_stands(
    system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, drawn = running(system), []

    def draw(html: str, files: Any, *, base: str) -> bytes:
        drawn.append(html)
        return b"%PDF-"

    monkeypatch.setattr(printing, "draw", draw)

    response = fatima.get(system.page_of(case, "pdf/"))

    assert response["Content-Type"] == "application/pdf"
    assert case.identification in drawn[0]
    assert case.statuses[-1].type.text in drawn[0]


@given(st.text(max_size=300))
def test_whatever_a_case_is_called_its_calendar_stays_one(title: str) -> None:
    dates = [Date("wet", "Volgens de wet", date(2026, 12, 1))]

    content = calendars.written(dates, url="https://a.example/b", municipality="A", now=NOW, title=title)

    assert content.endswith("END:VCALENDAR\r\n")
    assert content.count("BEGIN:VEVENT") == 1
    lines = content.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = content.replace("\r\n ", "").split("\r\n")
    assert all(re.match(r"[A-Z-]+[:;]", line) for line in unfolded if line)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.text(max_size=20))
def test_a_term_that_is_none_is_no_day(day: date, term: str) -> None:
    found = terms.after(day, term)

    assert found is None or found > day


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 2000))
def test_a_term_of_days_lies_so_many_days_further(day: date, days: int) -> None:
    assert terms.after(day, f"P{days}D") == day + timedelta(days=days)


@pytest.mark.parametrize(
    ("term", "then"),
    [
        ("P1M", date(2026, 2, 28)),
        ("P1Y", date(2027, 1, 31)),
        ("P2W", date(2026, 2, 14)),
        ("P1Y1M1D", date(2027, 3, 1)),
        ("P0D", None),
        ("PT5H", None),
        ("P9999Y", None),
    ],
)
def test_terms_are_counted_as_the_law_does(term: str, then: date | None) -> None:
    assert terms.after(date(2026, 1, 31), term) == then
