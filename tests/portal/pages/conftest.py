"""A municipality with a small page tree: home, products mounted, a page in the menu and one below it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cms.models import Page
from django.test import Client

from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from portal.pages import operations, seeds
from portal.pages.types import Draft, Leaf
from tenants.entry import enter
from tenants.types import TenantRef
from tests import snapshots
from tests.portal import staff

HOME = {"nl": ("Kop", ["Tekst op de startpagina"]), "en": ("Head", ["Text of the start page"])}
ABOUT = Leaf(
    name="about",
    drafts=(
        Draft("nl", "Over ons", "over-ons", "## Wie wij zijn\n\nEen stad aan zee."),
        Draft("en", "About us", "about-us", "## Who we are\n\nA city by the sea."),
    ),
    in_menu=True,
)
PRIVACY = Leaf(name="privacy", drafts=(Draft("nl", "Privacy", "privacy", "Wij bewaren niets."),))


def plant() -> None:
    """Make the tree in the entered municipality; only the first time takes long."""
    snapshots.once("page tree", _plant)


def _plant() -> None:
    operations.make_page(seeds.HOME, fill_home=HOME)
    for leaf in (seeds.PRODUCTS, ABOUT, PRIVACY):
        operations.make_page(leaf)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam, which has a page tree."""
    with enter(zonnedam, urls=True):
        plant()
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def visitor(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Visit Zonnedam."""
    return client_of(inside)


@pytest.fixture
def editor(inside: TenantRef) -> User:
    """Have an editor at Zonnedam."""
    return staff.member(EDITOR)


@pytest.fixture
def page(inside: TenantRef) -> Callable[[str], Any]:
    """Find a page of the tree by its name."""

    def find(name: str) -> Any:
        return Page.objects.get(reverse_id=name)

    return find
