"""How states, moments and durations read."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from provisioning.console import texts
from provisioning.console.templatetags import console as words
from provisioning.console.types import Role
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants.types import Kind, State

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def test_every_state_kind_and_role_has_words() -> None:
    assert set(texts.STATES) == set(State)
    assert set(texts.KINDS) == set(Kind)
    assert set(texts.ROLES) == set(Role)
    assert set(texts.OPERATION_KINDS) == set(OperationKind)
    assert set(texts.OPERATION_STATES) == set(OperationState)


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=20), "zojuist"),
        (timedelta(minutes=1), "1 minuut geleden"),
        (timedelta(minutes=59), "59 minuten geleden"),
        (timedelta(hours=47), "47 uur geleden"),
        (timedelta(hours=49), "2 dagen geleden"),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_how_long_ago(past: timedelta, said: str) -> None:
    assert words.ago(NOW - past) == said


@time_machine.travel(NOW, tick=False)
def test_a_moment_of_today_needs_no_date() -> None:
    assert words.moment(NOW) == "vandaag 12:00"
    assert words.moment(NOW - timedelta(days=40)) == "15 okt 2026 13:00"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.04, "0,0 s"), (9.44, "9,4 s"), (61, "1 min 1 s"), (125.5, "2 min 5 s")]
)
def test_durations(seconds: float, said: str) -> None:
    assert words.duration(timedelta(seconds=seconds)) == said


def test_what_is_not_there_has_no_words() -> None:
    assert (words.ago(None), words.moment(None), words.duration(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36",
            "Chrome op Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0",
            "Edge op Windows",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/19 Safari/605", "Safari op Mac"),
        ("curl/8", ""),
    ],
)
def test_browsers_by_name(agent: str, said: str) -> None:
    assert words.browser_name(agent) == said


def test_the_address_of_a_portal(settings: object) -> None:
    settings.PORTAL_PORT, settings.INSECURE_COOKIES = "8000", True  # type: ignore[attr-defined]
    assert words.portal_url("zonnedam.localhost") == "http://zonnedam.localhost:8000/"
    settings.PORTAL_PORT, settings.INSECURE_COOKIES = "", False  # type: ignore[attr-defined]
    assert words.portal_url("zonnedam.nl") == "https://zonnedam.nl/"
