"""Within five seconds of a suspension nothing starts, and what is under way ends (architecture T4, attack T11)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sites.models import Site
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from tenants import directory, standing
from tenants.entry import enter
from tenants.errors import NotServingError
from tenants.middleware import TenantMiddleware
from tenants.types import State, TenantRef
from tests import states

STOPPED = [State.SUSPENDED, State.MAINTENANCE, State.LEAVING, State.DELETED]


@pytest.fixture(autouse=True)
def _confirming(settings: Any) -> None:
    settings.TENANT_CONFIRMS_STANDING = True


def become(tenant: TenantRef, state: State) -> None:
    states.become(tenant, state)


@pytest.mark.attack("T11")
@pytest.mark.parametrize("state", STOPPED)
def test_no_request_starts(zonnedam: TenantRef, client_of: Callable[..., Client], state: State) -> None:
    assert client_of(zonnedam).get("/").status_code != 404

    become(zonnedam, state)

    response = client_of(zonnedam).get("/")
    assert response.status_code == (503 if state is State.MAINTENANCE else 404)
    assert (response.content == b"Not found") is (state is not State.MAINTENANCE)


@pytest.mark.attack("T11")
@pytest.mark.parametrize("state", STOPPED)
def test_work_under_way_ends_at_its_next_statement(
    zonnedam: TenantRef, waterrijk: TenantRef, state: State
) -> None:
    with enter(zonnedam):
        assert Site.objects.get().name == "Zonnedam"
        become_from_elsewhere(zonnedam, state)

        with pytest.raises(NotServingError):
            Site.objects.get()

    with enter(waterrijk):
        assert Site.objects.get().name == "Waterrijk"


def become_from_elsewhere(tenant: TenantRef, state: State) -> None:
    """Let the console suspend it while the tenant is entered here."""
    from tenants.entry import outside

    with outside():
        become(tenant, state)


@pytest.mark.attack("T11")
def test_without_the_wall_it_would_go_on(zonnedam: TenantRef, settings: Any) -> None:
    settings.TENANT_CONFIRMS_STANDING = False

    with enter(zonnedam):
        become_from_elsewhere(zonnedam, State.SUSPENDED)
        assert Site.objects.get().name == "Zonnedam"


@pytest.mark.attack("T11")
def test_what_it_had_not_committed_is_undone(zonnedam: TenantRef) -> None:
    def halfway() -> None:
        with transaction.atomic():
            Site.objects.update(name="half")
            become_from_elsewhere(zonnedam, State.SUSPENDED)
            Site.objects.update(name="whole")

    with enter(zonnedam), pytest.raises(NotServingError):
        halfway()

    become(zonnedam, State.LIVE)
    with enter(zonnedam):
        assert Site.objects.get().name == "Zonnedam"


@pytest.mark.attack("T11")
def test_a_page_that_was_nearly_done_is_not_shown(zonnedam: TenantRef) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        become_from_elsewhere(zonnedam, State.SUSPENDED)
        return HttpResponse("made before, shown after")

    request = RequestFactory().get("/", headers={"host": zonnedam.primary_host})
    response = TenantMiddleware(view)(request)

    assert response.status_code == 404


@pytest.mark.attack("T11", "T18")
def test_a_stream_is_cut_off(zonnedam: TenantRef) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"first"
        become_from_elsewhere(zonnedam, State.SUSPENDED)
        yield b"second"
        yield b"third"

    request = RequestFactory().get("/", headers={"host": zonnedam.primary_host})
    response = TenantMiddleware(lambda request: StreamingHttpResponse(chunks()))(request)
    assert isinstance(response, StreamingHttpResponse)

    stream = iter(response.streaming_content)

    assert next(stream) == b"first"
    assert next(stream) == b"second"
    with pytest.raises(NotServingError):
        next(stream)


def test_between_two_looks_it_costs_no_query(
    zonnedam: TenantRef, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.TENANT_DIRECTORY_TTL = 3600.0
    directory.by_uuid(zonnedam.uuid)

    with enter(zonnedam):
        Site.objects.count()
        with django_assert_num_queries(1):
            Site.objects.count()


def test_lifecycle_may_work_on_a_tenant_that_does_not_serve(zonnedam: TenantRef) -> None:
    become(zonnedam, State.PROVISIONING)
    directory.forget()
    ref = directory.by_uuid(zonnedam.uuid)
    assert ref is not None

    with enter(ref):
        assert Site.objects.get().name == "Zonnedam"


def test_an_aborted_transaction_can_be_rolled_back(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        with pytest.raises(Exception, match="division by zero"), transaction.atomic():  # noqa: SIM117
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")

        assert standing.holds(zonnedam)
        assert Site.objects.get().name == "Zonnedam"
