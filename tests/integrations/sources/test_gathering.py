"""A page has its time: what is there is shown, what is late comes afterwards, and nothing is raised (I4, M-04)."""

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import pytest
import structlog
from django.db import connections

from integrations import copies, sources
from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.http.deadline import Deadline
from integrations.outcomes import Kind, Outcome, failed, found
from integrations.sources import Visitor, late
from tenants import entry, parallel, registers
from tenants.entry import enter
from tenants.errors import CrowdedError, DecryptionError, NoTenantError
from tenants.registers import Copy, Register
from tenants.types import TenantRef
from tests.integrations.sources.conftest import FATIMA, Slow

asked_by: ContextVar[str] = ContextVar("asked_by", default="nobody")


def answers(value: Any) -> Callable[[Deadline], Outcome[Any]]:
    return lambda deadline: found(value)


@pytest.mark.covers("architecture I4", "M-04")
def test_all_are_asked_at_once_and_answered_by_name(inside: TenantRef) -> None:
    together = threading.Barrier(3)

    def meets(deadline: Deadline) -> Outcome[bool]:
        together.wait(10)
        return found(True)

    outcomes = sources.gather({"a": meets, "b": meets, "c": meets}, budget=10)

    assert outcomes == {name: found(True) for name in "abc"}


@pytest.mark.covers("architecture I4", "M-04")
@pytest.mark.fault("F03")
def test_what_is_late_does_not_hold_the_page_and_is_there_afterwards(inside: TenantRef, slow: Slow) -> None:
    outcomes = sources.gather({"cases": slow, "tasks": answers([1])}, budget=0.2, whose=FATIMA)

    assert outcomes["tasks"] == found([1])
    shown = outcomes["cases"]
    assert (shown.kind, shown.reason) == (Kind.UNAVAILABLE, Reason.TOO_SLOW)
    assert late.fetch(shown.later, FATIMA, list[str]) is None
    slow.finish()  # type: ignore[attr-defined]
    assert late.fetch(shown.later, FATIMA, list[str]) == found(["zaak"])


@pytest.mark.covers("architecture I4")
@pytest.mark.parametrize(
    "other",
    [Visitor("fatima", "b" * 32), Visitor("stranger", "a" * 32), Visitor("", "a" * 32)],
    ids=["another session", "another person", "nobody"],
)
def test_what_came_late_is_for_who_asked_alone(
    inside: TenantRef, waterrijk: TenantRef, other: Visitor
) -> None:
    late.leave("ticket", FATIMA, found("van Fatima"))

    assert late.fetch("ticket", other, str) is None
    assert late.fetch("another", FATIMA, str) is None
    with enter(waterrijk):
        assert late.fetch("ticket", FATIMA, str) is None
    assert late.fetch("ticket", FATIMA, str) == found("van Fatima")


def test_a_failure_that_came_late_is_told_too(inside: TenantRef) -> None:
    late.leave("failing", FATIMA, failed(Reason.HAS_TROUBLE))

    assert late.fetch("failing", FATIMA, str) == failed(Reason.HAS_TROUBLE)


@pytest.mark.parametrize(("value", "kind"), [(object(), str), ("text", int)], ids=["no JSON", "another type"])
def test_what_cannot_be_handed_over_is_malformed(inside: TenantRef, value: Any, kind: Any) -> None:
    late.leave("odd", FATIMA, found(value))

    assert late.fetch("odd", FATIMA, kind) == failed(Reason.MALFORMED)


def test_without_a_session_nothing_is_left_for_anybody(inside: TenantRef, slow: Slow) -> None:
    assert sources.gather({"cases": slow}, budget=0.01)["cases"] == failed(Reason.TOO_SLOW)


@pytest.mark.covers("M-19")
def test_meanwhile_what_was_last_known_is_shown_where_the_copy_allows(
    inside: TenantRef, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    register: Register[Copy] = Register("test")
    for copy in (*registers.copies, last_known()):
        register.add(copy)
    monkeypatch.setattr(registers, "copies", register)
    parts = {"person": "fatima", "session": "once"}
    an_hour_ago = time.time() - 3600
    copies.put("tests.last_known", parts, found(["van eerder"]), clock=lambda: an_hour_ago)

    shown = sources.gather(
        {"cases": sources.kept("tests.last_known", parts, slow)}, budget=0.1, whose=FATIMA
    )["cases"]

    assert shown.value == ["van eerder"]
    assert shown.as_of is not None
    assert shown.as_of.timestamp() == pytest.approx(an_hour_ago)
    assert shown.later


def last_known() -> Copy:
    return Copy(
        feature="sources",
        name="tests.last_known",
        title="zaken",
        source="het zaaksysteem",
        purpose="Tonen.",
        legal_basis="Algemeen belang.",
        parts=("person", "session"),
        personal_data=("zaken",),
        soft=timedelta(minutes=1),
        hard=timedelta(minutes=1),
        last_good=timedelta(hours=8),
    )


@pytest.mark.covers("architecture I3", "M-03", "I-010")
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (UnavailableError(Reason.RESTING), failed(Reason.RESTING)),
        (UnavailableError(Reason.REFUSED), failed(Reason.REFUSED)),
        (NotConfiguredError(), failed(Reason.SWITCHED_OFF)),
        (DecryptionError(), failed(Reason.SECRET_UNREADABLE)),
        (KeyError("bsn 111222333"), failed(Reason.MALFORMED)),
        (TypeError("111222333"), failed(Reason.MALFORMED)),
        (OSError("111222333"), failed(Reason.HAS_TROUBLE)),
        (NoTenantError("111222333"), failed(Reason.HAS_TROUBLE)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_nothing_that_a_query_raises_reaches_the_page_or_quotes_the_other_side(
    inside: TenantRef, error: Exception, outcome: Outcome[Any]
) -> None:
    def breaks(deadline: Deadline) -> Outcome[Any]:
        raise error

    with structlog.testing.capture_logs() as lines:
        assert sources.gather({"cases": breaks, "tasks": answers(1)}, budget=10) == {
            "cases": outcome,
            "tasks": found(1),
        }

    assert "111222333" not in repr(lines)


def test_what_is_not_in_our_words_is_in_the_log_with_its_place(inside: TenantRef) -> None:
    def breaks(deadline: Deadline) -> Outcome[Any]:
        raise KeyError("111222333")

    with structlog.testing.capture_logs() as lines:
        sources.gather({"cases": breaks}, budget=10)

    (line,) = lines
    assert (line["event"], line["query"], line["error"]) == ("sources.query_failed", "cases", "KeyError")
    assert line["where"].startswith("test_gathering:")


@pytest.mark.attack("T15")
def test_sources_are_asked_inside_the_municipality_with_the_callers_context(
    inside: TenantRef, waterrijk: TenantRef
) -> None:
    def tells(deadline: Deadline) -> Outcome[tuple[str, str]]:
        return found((entry.current().name, asked_by.get()))

    asked_by.set("fatima")

    assert sources.gather({"a": tells}, budget=10)["a"].value == ("Zonnedam", "fatima")
    with enter(waterrijk):
        assert sources.gather({"a": tells}, budget=10)["a"].value == ("Waterrijk", "fatima")


def test_outside_a_municipality_nobody_is_asked(db: None) -> None:
    with entry.outside(), pytest.raises(NoTenantError):
        sources.gather({"a": answers(1)})


def test_when_there_is_no_room_it_says_so(inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    def crowded(call: Any) -> None:
        raise CrowdedError

    monkeypatch.setattr(parallel, "begin", crowded)

    assert sources.gather({"a": answers(1)}) == {"a": failed(Reason.CROWDED)}


def test_a_source_whose_time_is_over_before_it_is_asked_is_not_asked(inside: TenantRef) -> None:
    asked: list[int] = []

    def query(deadline: Deadline) -> Outcome[int]:
        asked.append(1)
        return found(1)

    assert sources.gather({"a": query}, budget=10, longest=0) == {"a": failed(Reason.TOO_SLOW)}
    assert asked == []


def test_a_thread_leaves_no_connection_to_the_database_behind(inside: TenantRef) -> None:
    seen: list[Any] = []

    def looks(deadline: Deadline) -> Outcome[int]:
        seen.append(connections["default"])
        seen[0].ensure_connection()
        return found(1)

    sources.gather({"a": looks}, budget=10)

    assert seen[0].connection is None
    assert connections["default"].connection is not None
