"""The proxy asks whether it may get a certificate for a host: only where the risk was accepted (C-032)."""

import datetime
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from provisioning.health.middleware import HealthMiddleware
from tenants import certificates
from tenants.models import Domain, Tenant
from tenants.types import State, TenantRef
from tests import states

pytestmark = pytest.mark.covers("C-032")
HOST = "mijn.zonnedam.nl"
ELSEWHERE = HttpResponse("elsewhere", status=418)


@pytest.fixture(autouse=True)
def _internal(settings: Any) -> None:
    settings.INTERNAL_HOSTS = ["127.0.0.1"]


@pytest.fixture
def domain(zonnedam: TenantRef) -> Domain:
    """A proven host whose DV certificate was accepted."""
    found: Domain = Domain.objects.create(
        tenant=Tenant.objects.get(uuid=zonnedam.uuid),
        domain=HOST,
        is_primary=False,
        proven_at=timezone.now(),
        certificate="acme",
        risk_accepted_by="CISO, brief 2026-113",
        risk_accepted_on=datetime.date(2026, 11, 20),
    )
    return found


def ask(host: str, *, at: str = "127.0.0.1:8000", method: str = "get") -> Any:
    request = getattr(RequestFactory(), method)("/certificate", {"domain": host}, headers={"host": at})
    return HealthMiddleware(lambda _request: ELSEWHERE)(request)


@pytest.mark.parametrize("state", [State.TRIAL, State.LIVE, State.SUSPENDED, State.MAINTENANCE])
def test_a_proven_host_with_the_risk_accepted_gets_one(domain: Domain, state: State) -> None:
    states.become(domain.tenant, state)

    assert ask(HOST).status_code == 200
    assert ask(HOST.upper()).status_code == 200


@pytest.mark.parametrize("state", [State.PROVISIONING, State.LEAVING, State.DELETED])
def test_one_of_a_municipality_that_is_not_there_gets_none(domain: Domain, state: State) -> None:
    states.become(domain.tenant, state)

    assert ask(HOST).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"proven_at": None},
        {"certificate": "own"},
        {"certificate": "platform"},
    ],
)
def test_an_unproven_host_or_one_with_another_certificate_gets_none(
    domain: Domain, changes: dict[str, Any]
) -> None:
    Domain.objects.filter(pk=domain.pk).update(**changes)

    assert ask(HOST).status_code == 404


@pytest.mark.parametrize(
    "host", ["", "zonnedam.localhost", "mijn.elders.nl", "*.zonnedam.nl", "x" * 5000, "127.0.0.1", "a\x00b"]
)
def test_nobodys_host_gets_none(domain: Domain, host: str) -> None:
    answer = ask(host)

    assert (answer.status_code, answer.content) == (404, b"")


def test_every_answer_costs_the_same_query(domain: Domain, django_assert_num_queries: Any) -> None:
    for host in (HOST, "mijn.elders.nl", "", "*"):
        with django_assert_num_queries(1):
            ask(host)


@pytest.mark.parametrize("at", [HOST, "zonnedam.localhost", "console.localhost", "evil.example"])
def test_nobody_else_may_ask(domain: Domain, at: str) -> None:
    assert ask(HOST, at=at) is ELSEWHERE
    assert ask(HOST, method="post") is ELSEWHERE


def test_without_a_database_the_answer_is_not_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(host: str) -> bool:
        raise OperationalError

    monkeypatch.setattr(certificates, "may_be_asked", away)

    assert ask(HOST).status_code == 503
