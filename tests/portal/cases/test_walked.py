"""Every address of Mijn zaken, those of tomorrow too: another's case does not exist, and all is recorded."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.urls import URLPattern

from portal.cases import urls
from portal.core.printing import operations as printing
from tenants.audit.models import AuditRecord
from tenants.processing.models import Record
from tests.portal import citizens
from tests.portal.cases.people import LIST, Somebody, System
from tests.portal.cases.test_access import readable, strange
from tests.portal.cases.test_failure_matrix import aside, fetched

__all__ = ["aside"]
OF_CASE = [each for each in urls.urlpatterns if {"connection", "case"} <= each.pattern.converters.keys()]
READ = {"detail", "calendar", "pdf", "document"}
"""What shows something of a case; whoever adds an address adds it here, or it only has to be refused to others."""
BAKERY = citizens.BAKERY


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "draw", lambda html, files, *, base: b"%PDF-")


def address(one: URLPattern, system: System, case: uuid.UUID, document: uuid.UUID) -> str:
    """Write the address of a page of a case; what else it has is made up."""
    given: dict[str, Any] = {"connection": system.key, "case": case, "document": document}
    route = str(one.pattern)
    for name, converter in one.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        value = given.get(name, uuid.uuid4() if kind == "uuid" else 1 if kind == "int" else "x")
        route = route.replace(f"<{kind if kind != 'string' else 'str'}:{name}>", str(value))
    assert "<" not in route, route
    return f"{LIST}{route}"


def own_pages(system: System, fatima: Somebody) -> Iterator[str]:
    """Answer each address of a case of hers that shows something of it."""
    _case, document = readable(system, fatima)
    case = next(
        one for one in system.cases_of() if one.ended is None
    )  # only what runs has days for a calendar
    for one in OF_CASE:
        if one.name in READ - {"document"}:
            yield address(one, system, case.uuid, uuid.uuid4())
    yield system.page_of(_case, f"documenten/{document}/")


def content_of(answer: Any) -> bytes:
    """Read an answer to its end, also a file."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_there_are_some() -> None:
    assert {one.name for one in OF_CASE} >= READ


@pytest.mark.attack("O01", "O08")
@pytest.mark.covers("P-154", "architecture P2")
@pytest.mark.parametrize("one", OF_CASE, ids=lambda one: str(one.name))
@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_a_case_of_somebody_else_is_refused_as_one_that_does_not_exist(
    system: System, fatima: Somebody, one: URLPattern, method: str
) -> None:
    other = strange(system)
    document = next(iter(system.world.links_of(other.uuid))).document

    ask = getattr(fatima.client, method)  # what is a part of the page only leads to the page, which refuses
    theirs = ask(address(one, system, other.uuid, document), follow=True)
    none = ask(address(one, system, uuid.uuid4(), uuid.uuid4()), follow=True)

    assert theirs.status_code == none.status_code
    assert theirs.status_code in {403, 404, 405}
    assert other.identification not in theirs.content.decode()


@pytest.mark.attack("O01", "O20")
def test_ones_own_is_shown_at_each_of_them_and_kept_by_nobody(system: System, fatima: Somebody) -> None:
    """The control of the one above."""
    pages = [LIST, f"{LIST}laatste/", *own_pages(system, fatima)]

    answers = [fatima.get(page) for page in pages]

    assert [answer.status_code for answer in answers] == [200] * len(pages)
    assert all("no-store" in answer["Cache-Control"] for answer in answers)
    assert all(content_of(answer) for answer in answers)


@pytest.mark.attack("O20")
def test_what_comes_late_is_kept_by_nobody(system: System, fatima: Somebody, aside: None) -> None:
    system.fault("zaken/zaken", latency=300)
    html = fatima.get().content.decode()
    url = html.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")

    assert "no-store" in fatima.get(url, headers={"HX-Request": "true"})["Cache-Control"]
    assert fetched(fatima, html)


@pytest.mark.attack("O01")
def test_a_case_that_is_asked_for_in_vain_is_an_event_without_its_number_or_whose_it_is(
    system: System, fatima: Somebody
) -> None:
    other = strange(system)
    with structlog.testing.capture_logs() as lines:
        fatima.get(system.page_of(system.cases_of()[0]))
    assert not [line for line in lines if line["event"] == "zgw.case_refused"]  # her own is none

    with structlog.testing.capture_logs() as lines:
        fatima.get(system.page_of(other))

    told = [line for line in lines if line["event"] == "zgw.case_refused"]
    assert len(told) == 1
    written = repr(told)
    assert str(other.uuid) not in written
    assert other.identification not in written
    assert citizens.FATIMA not in written


@pytest.mark.attack("O14")
def test_no_number_of_who_looks_is_in_a_page_its_addresses_or_its_headers(
    system: System, fatima: Somebody
) -> None:
    for page in (LIST, f"{LIST}laatste/", *own_pages(system, fatima)):
        answer = fatima.get(page)
        held = content_of(answer).decode("latin-1") + repr(answer.headers)

        assert citizens.FATIMA not in held, page


@pytest.mark.attack("O14")
def test_no_number_of_a_company_is_in_a_page_its_addresses_or_its_headers(
    system: System, person: Callable[..., Somebody]
) -> None:
    baker = person(citizens.employee(), branch="")
    answer = baker.get()
    held = answer.content.decode() + repr(answer.headers)

    assert f"{system.key}/" in held
    assert not [number for number in (BAKERY.kvk, BAKERY.rsin) if number in held]


@pytest.mark.attack("O14")
def test_a_number_in_an_address_is_found(system: System, fatima: Somebody) -> None:
    """The negative control: what somebody types themselves comes back in the field."""
    assert citizens.FATIMA in fatima.get(data={"nummer": citizens.FATIMA}).content.decode()


@pytest.mark.attack("O16")
@pytest.mark.covers("P-264")
def test_every_look_at_cases_is_recorded_and_a_file_in_the_audit_trail_too(
    system: System, fatima: Somebody
) -> None:
    pages = [LIST, *own_pages(system, fatima)]
    for page in pages:
        before = Record.objects.count()
        content_of(fatima.get(page))
        assert Record.objects.count() == before + 1, page

    (row,) = AuditRecord.objects.filter(action="cases.document_downloaded")
    assert citizens.FATIMA not in f"{row.actor} {row.target} {row.details}"


@pytest.mark.attack("O16")
def test_a_file_that_is_not_given_is_in_no_audit_trail(system: System, fatima: Somebody) -> None:
    """The negative control."""
    other = strange(system)
    document = next(iter(system.world.links_of(other.uuid))).document

    fatima.get(system.page_of(other, f"documenten/{document}/"))

    assert not AuditRecord.objects.filter(action="cases.document_downloaded").exists()
