"""A municipality with pages and somebody who may do everything in it, and the console with an operator."""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_urlconf
from pytest_django import Settings

from portal.accounts.roles import ADMINISTRATOR
from portal.core import errors
from portal.core.printing import operations as printing
from provisioning.console.types import Role
from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks import addresses, crawling
from tests.attacks.addresses import Address
from tests.attacks.crawling import Crawl
from tests.portal import staff
from tests.portal.pages.conftest import plant
from tests.provisioning.console import people


@pytest.fixture(autouse=True)
def _printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give what would be drawn instead of a PDF: it takes no seconds, and its words can be searched."""
    monkeypatch.setattr(printing, "draw", lambda html, files, *, base: b"%PDF-" + html.encode())


@pytest.fixture
def plain_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say that something is not there, or not allowed, by the status alone: the page that says so is not looked at."""
    monkeypatch.setattr(errors, "_page", lambda request, status, **_: HttpResponse(status=status))


@pytest.fixture
def planted(zonnedam: TenantRef) -> TenantRef:
    """Zonnedam, with a page tree in which products are mounted."""
    with enter(zonnedam, urls=True):
        plant()
    return zonnedam


@pytest.fixture
def portal_addresses(planted: TenantRef, believing: None) -> list[Address]:
    """Every address of that municipality, and some that lead to a page."""
    with enter(planted, urls=True):
        found = addresses.every(get_urlconf())
    return [*found, *(Address(path, path) for path in ("/over-ons/", "/en/", "/en/about-us/", "/nergens/"))]


@pytest.fixture
def believing(settings: Settings) -> None:
    """Believe the directory for as long as processes of the product do: a crawl asks hundreds of times a second."""
    settings.TENANT_DIRECTORY_TTL = import_module("config.settings.database").TENANT_DIRECTORY_TTL


@pytest.fixture
def visitor(planted: TenantRef, client_of: Callable[..., Client]) -> Client:
    """A browser at Zonnedam with nobody signed in."""
    return client_of(planted, raise_request_exception=False)


@pytest.fixture
def administrator(planted: TenantRef, client_of: Callable[..., Client]) -> Client:
    """A browser at Zonnedam with its administrator signed in."""
    client = staff.client_for(client_of, planted, ADMINISTRATOR)
    client.raise_request_exception = False
    return client


@pytest.fixture
def console_addresses(believing: None) -> list[Address]:
    """Every address of the console."""
    return list(addresses.of_the_console())


@pytest.fixture
def console(console_addresses: list[Address], db: None) -> Iterator[list[Address]]:
    """Be the console's process for a while."""
    with people.console_settings():
        yield console_addresses


@pytest.fixture
def operator(console: list[Address]) -> Client:
    """A browser at the console with somebody signed in who may do everything."""
    client = people.browser()
    people.admit(client, people.make(Role.OWNER))
    client.raise_request_exception = False
    return client


@pytest.fixture
def seen_by_visitor(planted: TenantRef, visitor: Client, portal_addresses: list[Address]) -> Crawl:
    """What a visitor gets at every address of the municipality."""
    return crawling.crawl("visitor", visitor, portal_addresses, planted.schema_name, "public")


@pytest.fixture
def seen_by_administrator(
    planted: TenantRef, administrator: Client, portal_addresses: list[Address]
) -> Crawl:
    """What its administrator gets there."""
    return crawling.crawl("administrator", administrator, portal_addresses, planted.schema_name, "public")


@pytest.fixture
def seen_by_operator(operator: Client, console: list[Address]) -> Crawl:
    """What an operator who may do everything gets at every address of the console."""
    return crawling.crawl("operator", operator, console, "public")


@pytest.fixture
def seen_by_nobody(console: list[Address]) -> Crawl:
    """What somebody who has not signed in gets there."""
    return crawling.crawl("nobody", people.browser(), console, "public")
