"""One bad row spoils no list, and nobody sees a row about somebody else (I-010, F08, F10, F19, O10)."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
import structlog
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from integrations.errors import Reason
from integrations.outcomes import Kind, failed, found, not_found
from integrations.sources import alarms, rows
from integrations.sources.items import LONGEST, Item

BSN, OTHER = "111222333", "123456782"
UUID_OF_CASE = "11111111-aaaa-4aaa-8aaa-111111111111"


class Status(Enum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Case:
    identity: UUID
    number: str
    begun: date
    ends: date | None
    seen: datetime | None
    status: Status | None
    is_paid: bool | None
    subject: str | None
    documents: list[str]
    person: str


def a_case(item: Item) -> Case:
    return Case(
        identity=item.uuid("url"),
        number=item.text("identificatie", longest=40),
        begun=item.day("startdatum"),
        ends=item.maybe(item.day, "einddatum"),
        seen=item.maybe(item.moment, "gezien"),
        status=item.maybe(item.choice, "status", {"lopend": Status.OPEN, "klaar": Status.CLOSED}),
        is_paid=item.maybe(item.truth, "betaald"),
        subject=item.maybe(item.text, "omschrijving"),
        documents=item.each("documenten", lambda document: document.text("titel")),
        person=item.inside("rol").text("bsn"),
    )


def told(**changes: Any) -> dict[str, Any]:
    whole = {
        "url": f"https://zaken.example/zaken/{UUID_OF_CASE}/",
        "identificatie": "ZAAK-1",
        "startdatum": "2026-03-01",
        "einddatum": "2026-04-01",
        "gezien": "2026-03-02T10:42:00Z",
        "status": "lopend",
        "betaald": True,
        "omschrijving": "Paspoort",
        "documenten": [{"titel": "Brief"}],
        "rol": {"bsn": BSN},
        "nieuw veld": [1, 2, 3],
    }
    return {name: value for name, value in (whole | changes).items() if value is not ...}


def read(*items: Any, **options: Any) -> Any:
    return rows.read(list(items), a_case, source="tests.cases", **options)


def test_what_is_as_agreed_becomes_ours() -> None:
    assert read(told()) == found(
        [
            Case(
                UUID(UUID_OF_CASE),
                "ZAAK-1",
                date(2026, 3, 1),
                date(2026, 4, 1),
                datetime(2026, 3, 2, 10, 42, tzinfo=UTC),
                Status.OPEN,
                True,
                "Paspoort",
                ["Brief"],
                BSN,
            )
        ]
    )


@pytest.mark.fault("F10")
@pytest.mark.covers("I-010")
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"identificatie": ...}, "identificatie"),
        ({"identificatie": None}, "identificatie"),
        ({"identificatie": 7}, "identificatie"),
        ({"identificatie": "x" * 41}, "identificatie"),
        ({"identificatie": "  "}, "identificatie"),
        ({"identificatie": "a\x00b"}, "identificatie"),
        ({"url": "https://zaken.example/zaken/"}, "url"),
        ({"startdatum": "gisteren"}, "startdatum"),
        ({"startdatum": "9999-12-31"}, "startdatum"),
        ({"startdatum": "0001-01-01"}, "startdatum"),
        ({"rol": ...}, "rol"),
        ({"rol": []}, "rol"),
        ({"rol": {"bsn": 111222333}}, "rol.bsn"),
        ({"documenten": {}}, "documenten"),
        ({"documenten": [{"titel": "Brief"}, {"titel": None}]}, "documenten[].titel"),
        ({"documenten": ["Brief"]}, "documenten[]"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_counted_by_field(
    changes: dict[str, Any], path: str
) -> None:
    with structlog.testing.capture_logs() as lines:
        outcome = read(told(), told(**changes), told(identificatie="ZAAK-2"))

    assert (outcome.kind, outcome.missing) == (Kind.PARTIAL, 1)
    assert [case.number for case in outcome.value] == ["ZAAK-1", "ZAAK-2"]
    assert [line["skipped"] for line in lines] == [{path: 1}]


@pytest.mark.fault("F10")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"einddatum": "31 maart"}, "ends"),
        ({"gezien": 3}, "seen"),
        ({"status": "onbekend"}, "status"),
        ({"betaald": "ja"}, "is_paid"),
        ({"omschrijving": "x" * 1_000_000}, "subject"),
    ],
)
def test_a_field_that_may_be_absent_degrades_and_keeps_its_row(changes: dict[str, Any], field: str) -> None:
    with structlog.testing.capture_logs() as lines:
        outcome = read(told(**changes))

    assert outcome.kind is Kind.OK
    assert getattr(outcome.value[0], field) is None
    assert [line["degraded"] for line in lines] == [dict.fromkeys(changes, 1)]


@pytest.mark.parametrize("never", ["9999-12-31", None, "", ...])
def test_no_end_is_no_trouble(never: Any) -> None:
    with structlog.testing.capture_logs() as lines:
        outcome = read(told(einddatum=never))

    assert outcome.value[0].ends is None
    assert lines == []


@pytest.mark.fault("F10")
def test_the_log_names_fields_and_never_what_stood_there() -> None:
    with structlog.testing.capture_logs() as lines:
        read(told(), told(startdatum=f"{BSN} geheim"), told(status=f"{BSN} geheim"))

    assert "startdatum" in repr(lines)
    assert BSN not in repr(lines)
    assert "geheim" not in repr(lines)


@pytest.mark.fault("F08")
def test_a_linked_object_that_is_gone_or_silent_costs_its_row_alone() -> None:
    linked = {"a": found("brief"), "b": not_found(), "c": failed(Reason.TOO_SLOW), "d": found("besluit")}

    def a_document(item: Item) -> str:
        return rows.needed(linked[item.text("id")], "informatieobject")

    with structlog.testing.capture_logs() as lines:
        outcome = rows.read([{"id": name} for name in linked], a_document, source="tests.documents")

    assert outcome == found(["brief", "besluit"], missing=2)
    assert [line["skipped"] for line in lines] == [{"informatieobject": 2}]


def test_a_mistake_in_the_reading_of_a_row_costs_that_row_and_quotes_nothing() -> None:
    def careless(item: Item) -> str:
        return {"a": "goed"}[item.text("id")]

    with structlog.testing.capture_logs() as lines:
        outcome = rows.read([{"id": "a"}, {"id": BSN}], careless, source="tests.documents")

    assert outcome == found(["goed"], missing=1)
    assert BSN not in repr(lines)


@pytest.mark.fault("F19")
@pytest.mark.attack("O10")
def test_what_is_about_somebody_else_is_dropped_and_raises_the_alarm() -> None:
    before = alarms.strangers.of("tests.cases")
    with structlog.testing.capture_logs() as lines:
        outcome = read(told(), told(rol={"bsn": OTHER}), is_theirs=lambda case: case.person == BSN)

    assert [case.person for case in outcome.value] == [BSN]
    assert outcome.missing == 0
    assert alarms.strangers.of("tests.cases") == before + 1
    (line,) = lines
    assert (line["event"], line["log_level"], line["rows"]) == ("sources.wrong_person", "error", 1)
    assert OTHER not in repr(lines)


@pytest.mark.fault("F19")
def test_without_the_question_whose_it_is_the_stranger_would_be_shown() -> None:
    """The negative control."""
    assert [case.person for case in read(told(rol={"bsn": OTHER})).value] == [OTHER]


@pytest.mark.fault("F19")
def test_one_record_about_somebody_else_is_not_there() -> None:
    def one(record: Any) -> Any:
        return rows.one(record, a_case, source="tests.case", is_theirs=lambda case: case.person == BSN)

    assert one(told()).value.person == BSN
    assert one(told(rol={"bsn": OTHER})) == not_found()
    assert one(told(rol=None)) == failed(Reason.MALFORMED)
    assert one("<html>") == failed(Reason.MALFORMED)


@pytest.mark.parametrize("answer", [None, {}, "<html>", 7, {"results": []}])
def test_what_is_no_list_is_malformed(answer: Any) -> None:
    assert rows.read(answer, a_case, source="tests.cases") == failed(Reason.MALFORMED)


def test_a_list_of_which_nothing_can_be_read_is_malformed_and_not_empty() -> None:
    assert read({}, {}) == failed(Reason.MALFORMED)
    assert read().kind is Kind.EMPTY


def test_no_more_is_read_than_a_page_shows() -> None:
    outcome = read(*[told()] * 5, most=3)

    assert (len(outcome.value), outcome.is_cut, outcome.kind) == (3, True, Kind.PARTIAL)


def test_an_empty_list_and_a_deep_one_do_no_harm() -> None:
    deep: Any = {}
    for _ in range(3_000):
        deep = {"rol": deep}

    assert read(told(), deep).missing == 1


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["9999-12-31", "2026-02-30", "0000-00-00", "2026-03-01T25:00", UUID_OF_CASE, "lopend"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(told())), inner),
    max_leaves=12,
)


@pytest.mark.fault("F10")
@pytest.mark.covers("I-010")
@given(changes=st.dictionaries(st.sampled_from(sorted(told())), json_values), other=json_values)
@how(max_examples=60, deadline=None, database=None)
def test_whatever_comes_nothing_is_raised_and_good_rows_stay(changes: dict[str, Any], other: Any) -> None:
    with structlog.testing.capture_logs() as lines:
        outcome = read(told(), told(**changes), other, json.loads(json.dumps(told())))

    assert outcome.value[0] == outcome.value[-1] == a_case(Item(told()))
    assert len(outcome.value) + outcome.missing == 4
    names = {path for line in lines for path in (*line["skipped"], *line["degraded"])}
    assert all(
        part in {*told(), "titel", "bsn", "-"} for path in names for part in path.replace("[]", "").split(".")
    )


@given(answer=json_values)
@how(max_examples=50, deadline=None, database=None)
def test_whatever_comes_in_place_of_a_list_is_an_outcome(answer: Any) -> None:
    assert rows.read(answer, a_case, source="tests.cases").kind in Kind


def test_the_longest_text_is_told_by_its_limit() -> None:
    assert Item({"a": "x" * LONGEST}).text("a")
    assert Item({"a": 3}).number("a") == 3
