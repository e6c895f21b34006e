"""The made-up system works as docs/integrating.md promises, over real sockets, and fails in every way that there is."""

import hashlib
import hmac
import time
from pathlib import Path
from typing import Any

import pytest
import structlog

from integrations import copies, sources
from integrations.connections.clients import oauth
from integrations.connections.doctor import walking
from integrations.connections.types import Finding
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome
from integrations.sources import alarms
from tenants import registers
from tests.integrations.example import queries, registrations
from tests.integrations.example.conftest import FATIMA, KIND, NOBODY, Asker
from tests.integrations.example.types import State

PRODUCT = ("__init__.py", "types.py", "client.py", "queries.py", "checks.py", "registrations.py")
MOST_LINES = 150


def test_the_example_is_at_most_150_lines() -> None:
    folder = Path(registrations.__file__).parent
    assert {file.name for file in folder.glob("[!ct_]*.py")} <= set(PRODUCT)

    lines = [line for name in PRODUCT for line in (folder / name).read_text(encoding="utf-8").splitlines()]

    assert sum(bool(line.strip()) for line in lines) <= MOST_LINES


@pytest.mark.covers("I-008", "I-002")
def test_all_pages_are_there_in_our_words(asker: Asker) -> None:
    before = asker.calls()

    outcome = asker.fetch()

    assert outcome.kind is Kind.OK
    assert outcome.value is not None
    assert len({one.number for one in outcome.value}) == len(outcome.value) > 5
    assert asker.calls() - before == -(-len(outcome.value) // 5)
    assert all(one.state in State and one.applicant == FATIMA for one in outcome.value)


def test_days_of_their_kind_are_days_and_one_that_is_not_there_yet_is_none(asker: Asker) -> None:
    outcome = asker.fetch()

    assert outcome.value is not None
    assert all((one.decided is None) == (one.state is State.ASKED) for one in outcome.value)
    assert all((one.decided - one.asked).days == 3 for one in outcome.value if one.decided)


def test_one_is_found_by_its_number(asker: Asker) -> None:
    listed = asker.fetch().value
    assert listed

    assert asker.one(listed[0].number) == Outcome(Kind.OK, listed[0])
    assert asker.one("SUB-99999").kind is Kind.NOT_FOUND


@pytest.mark.attack("O10")
@pytest.mark.fault("F19")
def test_somebody_elses_is_not_there_and_raises_the_alarm(asker: Asker) -> None:
    listed, before = asker.fetch().value, alarms.strangers.of("example.subsidy")
    assert listed

    assert asker.one(listed[0].number, bsn=NOBODY).kind is Kind.NOT_FOUND
    assert alarms.strangers.of("example.subsidy") == before + 1


@pytest.mark.fault("F19")
def test_a_list_of_another_person_is_dropped(asker: Asker) -> None:
    asker.fault(wrong_person=True)
    before = alarms.strangers.of(queries.COPY)

    outcome = asker.fetch()

    assert outcome.value == []
    assert alarms.strangers.of(queries.COPY) > before


@pytest.mark.fault("F16")
def test_an_expired_token_is_replaced_once_and_nobody_notices(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    past, secret = int(time.time()) - 60, asker.access.secret
    signature = hmac.new(secret.encode(), f"token {past}".encode(), hashlib.sha256).hexdigest()
    real, given = oauth._fetch, [(f"{past}.{signature}", 300.0)]
    monkeypatch.setattr(oauth, "_fetch", lambda *args: given.pop() if given else real(*args))
    tokens, asked = asker.calls("token"), asker.calls()

    outcome = asker.fetch()

    assert outcome.kind is Kind.OK
    assert outcome.value
    assert asker.calls("token") - tokens == 1
    assert asker.calls() - asked == -(-len(outcome.value) // 5) + 1


@pytest.mark.covers("M-03", "architecture I3")
@pytest.mark.parametrize(
    ("endpoint", "fault", "kind", "reason"),
    [
        ("subsidies", {"status": 404}, Kind.NOT_FOUND, None),
        ("subsidies", {"status": 403}, Kind.FORBIDDEN, Reason.REFUSED),
        ("token", {"status": 401}, Kind.FORBIDDEN, Reason.REFUSED),
        ("token", {"status": 503}, Kind.UNAVAILABLE, Reason.HAS_TROUBLE),
        ("subsidies", {"status": 500}, Kind.UNAVAILABLE, Reason.HAS_TROUBLE),
        ("subsidies", {"status": 429}, Kind.UNAVAILABLE, Reason.THROTTLED),
        ("subsidies", {"reset": True}, Kind.UNAVAILABLE, Reason.BROKEN_OFF),
        ("subsidies", {"cut": True}, Kind.MALFORMED, Reason.MALFORMED),
        ("subsidies", {"html": True}, Kind.MALFORMED, Reason.MALFORMED),
        ("subsidies", {"broken_json": True}, Kind.MALFORMED, Reason.MALFORMED),
        ("subsidies", {"byte_order_mark": True}, Kind.MALFORMED, Reason.MALFORMED),
        ("subsidies", {"missing": "items"}, Kind.MALFORMED, Reason.MALFORMED),
        ("subsidies", {"missing": "nummer"}, Kind.MALFORMED, Reason.MALFORMED),
        ("subsidies", {"large": 11}, Kind.MALFORMED, Reason.TOO_LARGE),
        ("subsidies", {"redirect": "http://elders.example/"}, Kind.MALFORMED, Reason.MALFORMED),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else str(value or ""),
)
def test_each_failure_has_its_outcome(
    asker: Asker, endpoint: str, fault: dict[str, Any], kind: Kind, reason: Reason | None
) -> None:
    asker.fault(endpoint, **fault)

    outcome = asker.fetch()

    assert (outcome.kind, outcome.reason, outcome.value) == (kind, reason, None)


def test_who_has_none_has_none(asker: Asker) -> None:
    assert asker.fetch(NOBODY).kind is Kind.EMPTY


@pytest.mark.fault("F03")
def test_a_register_that_hangs_is_too_slow(asker: Asker) -> None:
    asker.fault(hang=True)

    assert asker.fetch(seconds=0.2).reason is Reason.TOO_SLOW


@pytest.mark.fault("F12")
@pytest.mark.parametrize(
    ("fault", "rows", "reason"),
    [
        ({"status": 503, "from_page": 2}, 5, Reason.HAS_TROUBLE),
        ({"loop": True}, 5, Reason.MALFORMED),
        ({"endless": True}, 13, None),
    ],
    ids=["page 2 fails", "page 1 leads to itself", "there is always another page"],
)
def test_what_there_is_is_shown_and_that_it_is_not_all(
    asker: Asker, fault: dict[str, Any], rows: int, reason: Reason | None
) -> None:
    asker.fault(**fault)

    outcome = asker.fetch()

    assert (outcome.kind, outcome.is_cut, outcome.reason) == (Kind.PARTIAL, True, reason)
    assert len(outcome.value or []) == rows


@pytest.mark.fault("F10")
def test_a_row_that_cannot_be_read_is_left_out_and_named_without_its_data(asker: Asker) -> None:
    asker.fault(odd_values=True)

    with structlog.testing.capture_logs() as lines:
        outcome = asker.fetch()

    assert (outcome.kind, outcome.missing) == (Kind.PARTIAL, 1)
    (line,) = [line for line in lines if line["event"] == "sources.rows_unreadable"]
    assert line["skipped"] == {"aangevraagdOp": 1}
    assert FATIMA not in repr(lines)


@pytest.mark.covers("M-19", "M-07")
def test_what_was_last_known_is_shown_with_its_age_when_the_register_falls_silent(asker: Asker) -> None:
    question = asker.question()
    first = sources.gather({"subsidies": question})["subsidies"]
    asked = asker.calls()
    again = sources.gather({"subsidies": question})["subsidies"]
    assert (again, asker.calls()) == (first, asked)
    asker.fault(status=503)

    later = copies.get(question.name, question.parts, question.fetch, clock=lambda: time.time() + 3_600)

    assert first.kind is Kind.OK
    assert first.as_of is None
    assert later.as_of is not None
    assert later.value == first.value


def test_a_connection_that_is_not_there_is_a_gap_and_not_nothing_found(asker: Asker) -> None:
    asker.key = asker.tenant.uuid

    assert asker.fetch() == Outcome(Kind.UNAVAILABLE, reason=Reason.SWITCHED_OFF)


@pytest.mark.covers("C-031")
def test_the_doctor_finds_that_it_works_and_where_it_does_not(asker: Asker, settings: Any) -> None:
    settings.CONNECTION_CHECKS = {KIND: "tests.integrations.example.checks.examine"}

    works = walking.walk(asker.access, tenant=asker.tenant).finding
    asker.fault(status=404, code="onbekend_pad")
    elsewhere = walking.walk(asker.access, tenant=asker.tenant).finding
    asker.fault(status=401)
    refused = walking.walk(asker.access, tenant=asker.tenant).finding

    assert (works, elsewhere, refused) == (Finding.WORKS, Finding.PATH_WRONG, Finding.SECRET_WRONG)


def test_its_copy_stands_in_the_record_of_processing() -> None:
    (line,) = registers.processing.of(registrations.FEATURE)

    assert "het subsidieregister" in line.purpose
