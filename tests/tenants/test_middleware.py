"""What happens to a request before anybody knows whose it is."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from tenants import directory, entry, smoke
from tenants.middleware import TenantMiddleware
from tenants.types import State, TenantRef
from tests import states


def answer(host: str, view: Callable[[HttpRequest], object], **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"host": host, **headers})
    return TenantMiddleware(view)(request)  # type: ignore[arg-type, return-value]


def name_of_tenant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(entry.current().name)


def test_a_request_runs_inside_the_tenant_of_its_host(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    assert answer("zonnedam.localhost", name_of_tenant).content == b"Zonnedam"
    assert answer("waterrijk.localhost", name_of_tenant).content == b"Waterrijk"


@pytest.mark.attack("T09")
def test_an_unknown_host_gets_a_plain_404_that_tells_nothing(client: Client, db: None) -> None:
    response = client.get("/", headers={"host": "gemeente.localhost"})

    assert (response.status_code, response.content) == (404, b"Not found")
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.attack("T08")
@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Original-Url", "Forwarded", "X-Tenant"])
def test_no_other_header_chooses_the_tenant(zonnedam: TenantRef, waterrijk: TenantRef, header: str) -> None:
    response = answer("zonnedam.localhost", name_of_tenant, **{header: "waterrijk.localhost"})
    assert response.content == b"Zonnedam"


@pytest.mark.attack("T17", "V18")
def test_after_a_request_that_fails_the_thread_is_outside(zonnedam: TenantRef) -> None:
    def fails(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answer("zonnedam.localhost", fails)

    assert not entry.is_entered()
    assert connection.schema_name == "public"


@pytest.mark.attack("T18")
def test_what_is_streamed_is_made_inside_the_tenant_too(zonnedam: TenantRef) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(2):
            yield entry.current().name.encode()

    response = answer("zonnedam.localhost", lambda request: StreamingHttpResponse(chunks()))

    assert not entry.is_entered()
    assert b"".join(response) == b"ZonnedamZonnedam"  # type: ignore[arg-type]


@pytest.mark.covers("architecture T4")
@pytest.mark.parametrize("state", [state for state in State if state not in {State.LIVE, State.TRIAL}])
def test_only_tenants_in_trial_or_live_serve(zonnedam: TenantRef, state: State) -> None:
    states.become(zonnedam, state)
    response = answer("zonnedam.localhost", name_of_tenant)
    assert response.status_code == (503 if state is State.MAINTENANCE else 404)


class TestSmoke:
    """A new portal is tried before it serves."""

    @pytest.fixture(autouse=True)
    def _being_provisioned(self, zonnedam: TenantRef) -> None:
        states.become(zonnedam, State.PROVISIONING)
        directory.forget()

    def test_the_signed_request_gets_in(self) -> None:
        response = answer("zonnedam.localhost", name_of_tenant, **smoke.header("zonnedam.localhost"))
        assert response.status_code == 200

    @pytest.mark.parametrize("signed", ["", "zonnedam.localhost", "zonnedam.localhost:x:y"])
    def test_a_forged_one_does_not(self, signed: str) -> None:
        assert answer("zonnedam.localhost", name_of_tenant, **{smoke.HEADER: signed}).status_code == 404

    def test_nor_does_one_for_another_host(self) -> None:
        headers = smoke.header("waterrijk.localhost")
        assert answer("zonnedam.localhost", name_of_tenant, **headers).status_code == 404

    def test_a_suspended_tenant_stays_closed(self, zonnedam: TenantRef) -> None:
        states.become(zonnedam, State.SUSPENDED)
        headers = smoke.header("zonnedam.localhost")
        assert answer("zonnedam.localhost", name_of_tenant, **headers).status_code == 404
