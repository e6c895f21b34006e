"""Figures, history and certificates: what is counted, kept for a day, and warned of in time."""

import uuid

import pytest
from django.utils import timezone

from integrations.connections.guard import figures
from integrations.connections.guard.figures import Figures
from integrations.connections.health import certificates, history, judging, texts
from integrations.connections.health.reading import Known
from integrations.connections.health.subjects import Subject
from integrations.connections.health.types import MOST_STEPS, Cause, State
from integrations.connections.types import Access
from integrations.errors import Reason

MINUTE = 29_400_000
ACCESS = Access("https://zaken.example", "id", "s", key=uuid.uuid4())


def known(*, minutes_ago: int = 0, **changes: object) -> Known:
    return Known(minutes={MINUTE - minutes_ago: Figures(**changes)}, minute=MINUTE)  # type: ignore[arg-type]


def test_half_of_the_calls_took_less_than_the_median() -> None:
    found = Figures(times={100: 50, 200: 45, 5_000: 5})

    assert found.percentile(0.5) == 100
    assert 100 < (found.percentile(0.9) or 0) <= 200
    assert 2_000 < (found.percentile(0.99) or 0) <= 5_000
    assert Figures().percentile(0.5) is None


@pytest.mark.parametrize(
    ("took", "counts_as"), [(0, "5"), (5, "5"), (6, "10"), (99_999, "30000"), (None, "")]
)
def test_every_time_has_a_class(took: int | None, counts_as: str) -> None:
    assert figures.class_of(took) == counts_as


def test_calls_that_were_not_made_are_no_failures() -> None:
    found = Figures({"ok": 3, "too slow": 1, "resting": 50, "crowded": 7, "other": 2})

    assert (found.calls, found.failed, found.turned_away, found.error_rate) == (4, 1, 7, 0.25)


@pytest.mark.covers("C-011")
def test_history_is_at_most_a_day_long() -> None:
    told: history.Told = {}
    for step in range(MOST_STEPS + 30):
        told = history.go_on(told, Known(minute=MINUTE + 5 * step))

    assert len(told["steps"]) == MOST_STEPS
    assert told["end"] == MINUTE + 5 * (MOST_STEPS + 29)


def test_a_step_of_history_adds_up_five_minutes_that_are_over() -> None:
    minutes = {
        MINUTE - 1: Figures({"ok": 2}),
        MINUTE - 5: Figures({"ok": 1, "too slow": 1}),
        MINUTE: Figures({"ok": 9}),
    }
    told = history.go_on({"end": MINUTE - 5, "steps": []}, Known(minutes=minutes, minute=MINUTE))

    assert told == {"end": MINUTE, "steps": [[4, 1, None, None]]}


def test_a_worker_that_was_away_for_days_leaves_a_gap_and_no_flood() -> None:
    told = history.go_on({"end": MINUTE - 5_000, "steps": [[1, 0, 5, 5]] * 10}, Known(minute=MINUTE))

    assert len(told["steps"]) == MOST_STEPS
    assert history.read(told["steps"])[-1].calls == 0


def test_while_redis_is_away_history_stands_still() -> None:
    told = {"end": MINUTE - 5, "steps": [[1, 0, 5, 5]]}

    assert history.go_on(told, Known(minute=MINUTE, is_away=True)) == told


@pytest.mark.covers("C-011")
@pytest.mark.parametrize(
    ("what", "state", "cause"),
    [
        ({"outcomes": {"ok": 20}, "times": {5_000: 20}}, State.DEGRADED, Cause.SLOW),
        ({"outcomes": {"ok": 20, "crowded": 1}, "times": {50: 20}}, State.DEGRADED, Cause.CROWDED),
        ({"outcomes": {"ok": 10, "too slow": 10}}, State.FAILING, ""),
        ({"outcomes": {"ok": 199, "too slow": 1}, "times": {50: 200}}, State.UNKNOWN, ""),
    ],
)
def test_figures_alone_tell_how_it_is_doing(what: dict[str, object], state: State, cause: str) -> None:
    subject = Subject(ACCESS.key, "case_system", "Zaaksysteem (ZGW)", None, ACCESS)

    assert judging.judge(subject, known(**what), None) == (state, cause)


def test_every_cause_and_state_has_words() -> None:
    not_a_state_of_theirs = {Reason.RESTING, Reason.CROWDED, Reason.SWITCHED_OFF, Reason.MAINTENANCE}

    assert set(texts.STATES) == set(State)
    assert {*Reason, *Cause} - set(texts.REASONS) - not_a_state_of_theirs == set()
    assert texts.cause("secret wrong") != "secret wrong"


def test_what_is_no_certificate_has_no_days() -> None:
    assert certificates.days_left(None, timezone.now()) is None
    assert certificates.days_left(Access("a", "b", "c", trusted="onzin"), timezone.now()) is None
