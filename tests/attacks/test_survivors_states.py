"""What a seeded leak survived: a suspension in the middle of a page, and a new portal that is being tried (T11)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sites.models import Site
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from pytest_django import Settings

from portal.core import context
from portal.core.types import Contact
from tenants import directory, smoke
from tenants.entry import enter, outside
from tenants.types import State, TenantRef
from tests import states


def become(tenant: TenantRef, state: State) -> None:
    with outside():
        states.become(tenant, state)


@pytest.fixture
def halfway(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Callable[..., None]]:
    """Do something while a page is being made: when it asks how the municipality can be reached.

    A page that is thrown away ends its request; the test's own transaction goes on, as with Django's test client.
    """
    settings.TENANT_CONFIRMS_STANDING = True
    fresh = context.queries.contact

    def then(act: Callable[[], Any]) -> None:
        def contact(row: Any) -> Contact:
            found = fresh(row)
            with transaction.atomic():  # of its own: what fails in it is undone, and the test goes on
                act()
            return found

        monkeypatch.setattr(context.queries, "contact", contact)

    request_finished.disconnect(close_old_connections)
    yield then
    request_finished.connect(close_old_connections)


@pytest.mark.attack("T11")
def test_a_page_during_which_its_tenant_is_suspended_shows_nothing(
    zonnedam: TenantRef, client_of: Callable[..., Client], halfway: Callable[..., None]
) -> None:
    halfway(lambda: become(zonnedam, State.SUSPENDED))

    answer = client_of(zonnedam, raise_request_exception=False).get("/nergens/")

    assert (answer.status_code, answer.content) == (404, b"Not found")


@pytest.mark.attack("T11")
def test_what_a_page_writes_after_the_suspension_is_not_written(
    zonnedam: TenantRef, client_of: Callable[..., Client], halfway: Callable[..., None]
) -> None:
    def suspend_and_write() -> None:
        become(zonnedam, State.SUSPENDED)
        Site.objects.update(name="written after")

    halfway(suspend_and_write)
    client_of(zonnedam, raise_request_exception=False).get("/nergens/")

    become(zonnedam, State.LIVE)
    with enter(zonnedam):
        assert Site.objects.get().name == "Zonnedam"


@pytest.mark.attack("T11")
def test_without_a_suspension_it_is_written(
    zonnedam: TenantRef, client_of: Callable[..., Client], halfway: Callable[..., None]
) -> None:
    """The negative control."""
    halfway(lambda: Site.objects.update(name="written"))
    client_of(zonnedam, raise_request_exception=False).get("/nergens/")

    with enter(zonnedam):
        assert Site.objects.get().name == "written"


@pytest.mark.attack("T08")
def test_who_may_try_one_new_portal_may_not_try_the_next(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    for tenant in (zonnedam, waterrijk):
        become(tenant, State.PROVISIONING)
    directory.forget()
    headers = smoke.header(zonnedam.primary_host)

    assert b"Zonnedam" in client_of(zonnedam).get("/nergens/", headers=headers).content
    assert client_of(waterrijk).get("/nergens/", headers=headers).content == b"Not found"
