"""Figures of connections for whoever gathers them: on internal names alone, and of nobody (M-12, I-226, attack T56)."""

import re
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from integrations.connections.health.types import TOPIC
from provisioning.health import metrics
from provisioning.health.middleware import HealthMiddleware
from tenants import insights
from tenants.types import TenantRef

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M-12", "I-226")]
ELSEWHERE = HttpResponse("elsewhere", status=418)
KEY = "44444444-dddd-4ddd-8ddd-444444444444"
LINE = re.compile(r'inwonerplein_connection_[a-z_]+\{(?:[a-z]+="[^"]*",?)+\} -?[0-9]+\.[0-9]{3}')


@pytest.fixture(autouse=True)
def _internal(settings: Any) -> None:
    settings.INTERNAL_HOSTS = ["127.0.0.1"]


def ask(host: str = "127.0.0.1") -> Any:
    request = RequestFactory().get("/metrics", headers={"host": host})
    return HealthMiddleware(lambda _request: ELSEWHERE)(request)


def tell(tenant: TenantRef, **changes: Any) -> None:
    """Have a municipality tell of one connection."""
    now = timezone.now().isoformat()
    facts = {
        "system": "case_system", "state": "failing", "cause": "too slow", "since": now, "good_at": now,
        "bad_at": now, "bad_reason": "too slow", "p50": 120, "p95": 4_900, "calls": 40, "failed": 10,
        "retry_in": 2_000, "certificate_days": 12, **changes,
    }  # fmt: skip
    insights.write(tenant, TOPIC, {"looked_at": now, "connections": {KEY: facts}})


def of(name: str, body: str) -> list[str]:
    """The lines of one figure, without what every line has."""
    begins = f"inwonerplein_connection_{name}{{"
    return [
        line.removeprefix(begins).partition('system="case_system"')[2].lstrip(",")
        for line in body.splitlines()
        if line.startswith(begins)
    ]


def test_each_connection_has_its_figures(zonnedam: TenantRef) -> None:
    tell(zonnedam)

    answer = ask()
    body = answer.content.decode()

    assert answer["Content-Type"] == metrics.CONTENT_TYPE
    assert of("state", body) == ['state="failing"} 1.000']
    assert (of("calls", body), of("failed_calls", body)) == (["} 40.000"], ["} 10.000"])
    assert of("latency_seconds", body) == ['quantile="0.5"} 0.120', 'quantile="0.95"} 4.900']
    assert of("breaker_open", body) == ["} 1.000"]
    assert of("certificate_days", body) == ['whose="ours"} 12.000']
    assert f'tenant="{zonnedam.uuid}",connection="{KEY}"' in body


def test_every_line_is_of_the_form_and_every_figure_is_explained(zonnedam: TenantRef) -> None:
    tell(zonnedam)

    lines = ask().content.decode().splitlines()

    told = [line for line in lines if not line.startswith("#")]
    assert told
    assert all(LINE.fullmatch(line) for line in told)
    explained = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {line.partition("{")[0] for line in told} <= explained


def test_what_is_not_known_is_left_out(zonnedam: TenantRef) -> None:
    tell(zonnedam, p50=None, p95=None, good_at=None, certificate_days=None)

    body = ask().content.decode()

    assert (
        of("latency_seconds", body)
        == of("good_timestamp_seconds", body)
        == of("certificate_days", body)
        == []
    )
    assert of("calls", body)


@pytest.mark.attack("T56")
@pytest.mark.parametrize("host", ["zonnedam.localhost", "console.localhost", "127.0.0.1.evil.example"])
def test_no_other_host_has_it(host: str) -> None:
    assert ask(host) is ELSEWHERE


@pytest.mark.attack("T56")
def test_labels_hold_keys_and_kinds_alone(zonnedam: TenantRef) -> None:
    tell(zonnedam)

    body = ask().content.decode()

    assert set(re.findall(r'(\w+)="', body)) == {
        "tenant",
        "connection",
        "system",
        "state",
        "quantile",
        "whose",
    }
    assert not any(word in body for word in (zonnedam.name, zonnedam.host, "http"))


def test_it_asks_the_database_twice_however_many_there_are(
    zonnedam: TenantRef, waterrijk: TenantRef, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tell(zonnedam)
    tell(waterrijk)

    with django_assert_max_num_queries(2):
        assert len(of("calls", ask().content.decode())) == 2


@pytest.mark.fault("F29")
def test_without_the_database_it_says_so() -> None:
    with mock.patch.object(metrics.queries, "board", side_effect=OperationalError):
        assert ask().status_code == 503
