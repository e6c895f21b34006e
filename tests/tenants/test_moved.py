"""All hosts of a municipality but one lead to that one: same page, never anywhere else (requirement C-032)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from tenants import reception
from tenants.models import Domain, Tenant
from tenants.types import State, TenantRef
from tests import states

pytestmark = pytest.mark.covers("C-032")
OTHER = "zon.localhost"


@pytest.fixture(autouse=True)
def _usual_port(settings: Any) -> None:
    settings.PORTAL_PORT = ""


@pytest.fixture
def other(zonnedam: TenantRef) -> Client:
    """Visit Zonnedam by a host that is not the primary one."""
    Domain.objects.create(tenant=Tenant.objects.get(uuid=zonnedam.uuid), domain=OTHER, is_primary=False)
    return Client(headers={"host": OTHER})


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_is_asked_for_again_at_the_primary_host(other: Client, method: str) -> None:
    answer = getattr(other, method)("/onderwerpen/?q=een%20huis&q=2")

    assert answer.status_code == 301
    assert answer["Location"] == "http://zonnedam.localhost/onderwerpen/?q=een%20huis&q=2"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_anything_else_keeps_its_method(other: Client, method: str) -> None:
    answer = getattr(other, method)("/beheer/login/?next=/beheer/")

    assert answer.status_code == 308
    assert answer["Location"] == "http://zonnedam.localhost/beheer/login/?next=/beheer/"


def test_no_browser_keeps_it_or_a_change_back_would_go_round_for_ever(other: Client) -> None:
    assert other.get("/")["Cache-Control"] == "no-store"


def test_port_and_scheme_are_those_of_the_installation(other: Client, settings: Any) -> None:
    settings.PORTAL_PORT, settings.INSECURE_COOKIES = "8443", False

    assert other.get("/x", secure=True)["Location"] == "https://zonnedam.localhost:8443/x"


@pytest.mark.attack("W09")
@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "/\\evil.example/",
        "/%2f%2fevil.example",
        "/@evil.example/",
        "/.evil.example/",
        "/?next=https://evil.example/",
        "/%0d%0aLocation:%20https://evil.example/",
    ],
)
def test_it_never_leads_to_anybody_else(other: Client, path: str) -> None:
    answer = other.get(path, headers={"x-forwarded-host": "evil.example"})

    assert answer.status_code == 301
    assert answer["Location"].startswith("http://zonnedam.localhost/")
    assert "\n" not in answer["Location"]


def test_the_primary_host_leads_nowhere(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    """The negative control."""
    assert client_of(zonnedam).get("/robots.txt").status_code == 200


def test_a_session_is_not_even_looked_at(other: Client, django_assert_max_num_queries: Any) -> None:
    other.cookies["session"] = "x" * 32

    with django_assert_max_num_queries(6):  # of the directory alone
        answer = other.get("/beheer/")

    assert (answer.status_code, answer.cookies) == (301, {})


def test_a_closed_municipality_leads_nowhere(other: Client, zonnedam: TenantRef) -> None:
    states.become(zonnedam, State.SUSPENDED)
    assert other.get("/").status_code == 404
    states.become(zonnedam, State.MAINTENANCE)
    assert other.get("/").status_code == 503


def keep(request: HttpRequest) -> None: ...


def test_other_systems_are_answered_where_they_call(
    other: Client, zonnedam: TenantRef, settings: Any
) -> None:
    settings.TENANT_HOOKS = {"/meldingen/": f"{__name__}.keep"}
    request = HttpRequest()
    request.path_info, request.method = "/meldingen/zaken/", "POST"
    tenant = Tenant.objects.get(uuid=zonnedam.uuid).ref(host=OTHER)

    assert reception.decide(request, tenant) is reception.Reception.PORTAL
    request.path_info = "/"
    assert reception.decide(request, tenant) is reception.Reception.MOVED
