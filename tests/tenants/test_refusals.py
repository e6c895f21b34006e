"""What settings alone show, and the guard at the door to the database."""

import sys
import types
from typing import Any

import psycopg
import pytest
from django.core.checks import Critical
from django.core.handlers.asgi import ASGIHandler
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.core.signals import request_started
from django.db import OperationalError, close_old_connections
from django.utils import crypto
from pytest_django import Settings

from tenants import signing
from tenants.refusals import asynchronous, database, guard, rules
from tenants.refusals.errors import StartRefusedError

REFUSAL = Critical("A wall is missing.", hint="Build it.", id="tenants.E999")


class Connection:
    """What the guard needs of a connection."""

    alias = "default"
    closed = 0

    def get_connection_params(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Say what looking at the database finds, one answer after the other."""
    found: list[Any] = []

    def refusals(_parameters: Any) -> Any:
        answer = found.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(database, "refusals", refusals)
    return found


# --- settings ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_loop_of_the_browser")
def test_the_settings_of_the_suite_are_refused_nothing() -> None:
    call_command("check", "--tag", rules.TAG)


@pytest.mark.covers("tenancy V2")
@pytest.mark.parametrize(
    "function",
    [None, "", "tests.tenants.no_such_module.key", "django.core.cache.backends.base.default_key_func"],
)
def test_a_cache_whose_keys_carry_no_tenant_is_refused(settings: Settings, function: str | None) -> None:
    settings.CACHES = {**settings.CACHES, "thumbnails": {"BACKEND": "x", "KEY_FUNCTION": function}}

    assert [(found.id, "'thumbnails'" in found.msg) for found in rules.cache_keys()] == [
        ("tenants.E003", True)
    ]


@pytest.mark.covers("tenancy V12")
def test_signatures_by_django_alone_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crypto, "salted_hmac", signing._stock)

    assert [found.id for found in rules.signatures()] == ["tenants.E004"]


@pytest.mark.parametrize("name", ["DEBUG", "INSECURE_COOKIES"])
@pytest.mark.parametrize(
    ("setting", "host"),
    [
        ("PORTAL_DOMAINS", ["example.nl"]),
        ("CONSOLE_HOST", "console.example.nl"),
        ("INTERNAL_HOSTS", ["10.0.0.5"]),
    ],
)
def test_what_is_for_one_machine_is_refused_on_a_public_host(
    settings: Settings, name: str, setting: str, host: Any
) -> None:
    settings.DEBUG = settings.INSECURE_COOKIES = False
    setattr(settings, name, True)
    setattr(settings, setting, host)

    found = rules.public_hosts()

    assert [each.id for each in found] == ["tenants.E005"]
    assert found[0].msg.startswith(name)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]:8000", "localhost", "console.localhost:8001"])
def test_on_this_machine_alone_it_may_be_on(settings: Settings, host: str) -> None:
    settings.DEBUG = True
    settings.INTERNAL_HOSTS = [host]

    assert rules.public_hosts() == []


def test_a_command_refuses_too(settings: Settings) -> None:
    settings.DEBUG, settings.CONSOLE_HOST = True, "console.example.nl"

    with pytest.raises(SystemCheckError, match=r"tenants\.E005"):
        call_command("check")


@pytest.mark.attack("T22")
@pytest.mark.parametrize(("port", "warnings"), [("5432", []), ("6432", ["tenants.W001"])])
def test_the_usual_ports_of_poolers_are_warned_of(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, port: str, warnings: list[str]
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "PORT", port)

    assert [found.id for found in rules.pooler_ports()] == warnings


# --- ASGI ----------------------------------------------------------------------------------------


@pytest.mark.covers("architecture T9")
@pytest.mark.usefixtures("no_loop_of_the_browser")
def test_nothing_here_points_to_asgi() -> None:
    assert asynchronous.signs() == []


@pytest.mark.covers("architecture T9")
@pytest.mark.parametrize("server", asynchronous.SERVERS)
def test_a_server_for_asgi_is_recognised(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    monkeypatch.setitem(sys.modules, server, types.ModuleType(server))

    assert [found.id for found in rules.server()] == ["tenants.E006"]


@pytest.mark.covers("architecture T9")
def test_the_setting_for_asgi_is_refused(settings: Settings) -> None:
    settings.ASGI_APPLICATION = "config.asgi.application"

    assert [found.id for found in rules.server()] == ["tenants.E006"]


@pytest.mark.covers("architecture T9")
def test_a_request_that_comes_in_through_djangos_asgi_handler_is_refused() -> None:
    request_started.disconnect(close_old_connections)  # it would, here, close those of the suite
    try:
        with pytest.raises(StartRefusedError, match="ASGI handler"):
            request_started.send(sender=ASGIHandler)  # as the handler does first of all
    finally:
        request_started.connect(close_old_connections)


# --- the guard -----------------------------------------------------------------------------------


def test_a_refused_connection_is_closed_before_anybody_uses_it(answers: list[Any]) -> None:
    answers.append([REFUSAL])
    connection = Connection()

    with pytest.raises(StartRefusedError, match=r"\(tenants\.E999\) A wall is missing\. Build it\."):
        guard.Guard().on_connection(None, connection)

    assert connection.closed == 1


def test_what_is_refused_is_written_as_loudly_as_can_be(
    answers: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    answers.append([REFUSAL])

    with pytest.raises(StartRefusedError):
        guard.Guard().look(Connection())

    assert [(line.levelname, "Build it." in line.getMessage()) for line in caplog.records] == [
        ("CRITICAL", True)
    ]


def test_a_process_that_was_found_sound_is_not_asked_again(answers: list[Any]) -> None:
    answers.append([])
    looking = guard.Guard()

    looking.on_connection(None, Connection())
    looking.on_connection(None, Connection())

    assert answers == []


def test_a_process_that_refuses_asks_again_after_a_pause(
    answers: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers += [[REFUSAL], []]
    looking = guard.Guard()
    for _ in range(3):
        with pytest.raises(StartRefusedError):
            looking.look(Connection())

    monkeypatch.setattr(guard.time, "monotonic", lambda: looking.until)
    looking.look(Connection())

    assert looking.is_sound


def test_a_database_that_cannot_be_asked_is_away(answers: list[Any]) -> None:
    answers += [psycopg.OperationalError("gone"), []]
    looking = guard.Guard()

    with pytest.raises(OperationalError, match="Not looked at yet") as caught:
        looking.look(Connection())
    looking.look(Connection())

    assert not isinstance(caught.value, StartRefusedError)
    assert looking.is_sound


def test_what_settings_show_stops_the_start_before_the_database_is_asked(
    settings: Settings, answers: list[Any]
) -> None:
    settings.DEBUG, settings.CONSOLE_HOST = True, "console.example.nl"

    with pytest.raises(StartRefusedError, match=r"tenants\.E005"):
        guard.at_start()


def test_connections_to_other_databases_are_none_of_its_business(answers: list[Any]) -> None:
    connection = Connection()
    connection.alias = "archive"

    guard.Guard().on_connection(None, connection)

    assert answers == []
