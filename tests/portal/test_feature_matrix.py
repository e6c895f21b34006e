"""A feature that is switched off is gone from every surface, whatever the feature and whatever the surface (C-030)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts.roles import ADMINISTRATOR
from portal.core.mail import kinds
from portal.core.mail import operations as outbox
from portal.core.mail.types import MailKind, Wording
from portal.core.printing import operations as printing
from portal.pages import operations as pages
from portal.pages import seeds
from tenants import directory, features, registers
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.portal import staff, surfaces
from tests.portal.pages.conftest import plant
from tests.portal.surfaces import SURFACES, Scene

pytestmark = pytest.mark.covers("C-030")
FEATURES = sorted(feature.key for feature in registers.features if feature.switchable)
NOTHING = {
    ("cases", "frame"),  # who has not signed in has no cases
    ("cases", "sitemap"),
    ("cases", "search"),
    ("cases", "blocks"),
    ("notifications", "frame"),  # only other systems come to its address
    ("notifications", "sitemap"),
    ("notifications", "search"),
    ("notifications", "blocks"),
    ("notifications", "administration"),
    ("products", "work"),  # it has none
    ("profile", "frame"),  # who has not signed in has no profile
    ("profile", "sitemap"),
    ("profile", "search"),
    ("profile", "blocks"),
    ("search", "sitemap"),  # a page of answers is no page to be found
    ("search", "blocks"),
    ("search", "administration"),  # there is nothing to set
    ("sign_in", "sitemap"),  # nobody searches for a page to sign in
    ("sign_in", "search"),
    ("sign_in", "blocks"),
}
"""Surfaces on which a feature has nothing to show. Whatever comes there later belongs in the matrix."""


def switch(tenant: TenantRef, feature: str, *, on: bool) -> None:
    with outside():
        features.switch(tenant=Tenant.objects.get(uuid=tenant.uuid), feature=feature, on=on, by=SYSTEM)
    directory.forget()


@pytest.fixture(autouse=True)
def _letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have texts for the messages of features that send none yet."""

    def find(template: str) -> MailKind:
        feature = template.partition("/")[0]
        said = Wording(f"Bericht van {feature}", f"Bericht van {feature}")
        return MailKind(feature, "test", "Bericht", "Nu.", "Iemand", {"nl": said})

    monkeypatch.setattr(kinds, "find", find)


@pytest.fixture(autouse=True)
def _printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no PDF: that takes seconds."""
    monkeypatch.setattr(printing, "draw", lambda html, files, *, base: b"%PDF-")


@pytest.fixture
def scene(zonnedam: TenantRef, client_of: Callable[..., Client], feature: str) -> Scene:
    """A municipality with pages, words of the feature everywhere, every block, and an administrator."""
    switch(zonnedam, feature, on=True)
    there = directory.by_uuid(zonnedam.uuid)
    assert there
    with enter(there, urls=True):
        plant()
        pages.make_page(seeds.CASES)
        pages.make_page(seeds.PROFILE)
    with enter(there, urls=True):
        for filler in registers.canaries.of(feature):
            filler.fill(surfaces.WORD)
        blocks = surfaces.build_blocks(None)
    assert len(blocks) > 3
    administrator = staff.client_for(client_of, there, ADMINISTRATOR)
    found = Scene(there, client_of(there), administrator, feature)
    surfaces.look_around(found)
    surfaces.write_letter(found)
    return found


def around(scene: Scene) -> dict[str, set[str]]:
    """Look at every surface."""
    return {name: look(scene) for name, look in SURFACES.items()}


@pytest.mark.parametrize("feature", FEATURES)
def test_off_a_feature_leaves_no_trace_on_any_surface_and_on_it_does(scene: Scene, feature: str) -> None:
    switch(scene.tenant, feature, on=False)
    off = around(scene)
    switch(scene.tenant, feature, on=True)
    surfaces.write_letter(scene)
    on = around(scene)

    assert {surface: traces for surface, traces in off.items() if traces} == {}
    # The negative control: each surface is looked at where the feature shows, when it shows.
    assert {surface for surface in SURFACES if not on[surface]} == {
        surface for of, surface in NOTHING if of == feature
    }


def test_there_is_something_to_switch() -> None:
    assert len(FEATURES) >= 2
    assert {feature for feature, _surface in NOTHING} <= set(FEATURES)
    assert {surface for _feature, surface in NOTHING} <= set(SURFACES)


@pytest.mark.parametrize("feature", ["products"])
def test_what_was_there_is_there_again_once_it_is_on(scene: Scene) -> None:
    before = around(scene)

    switch(scene.tenant, "products", on=False)
    switch(scene.tenant, "products", on=True)
    surfaces.write_letter(scene)

    assert around(scene) == before


@pytest.mark.parametrize("feature", ["products"])
def test_a_message_that_waited_while_it_was_off_does_not_come_afterwards(
    scene: Scene, mailoutbox: list[Any]
) -> None:
    from portal.core.models import OutboxMessage

    switch(scene.tenant, "products", on=False)
    surfaces.letters(scene)
    switch(scene.tenant, "products", on=True)

    assert surfaces.letters(scene) == set()
    with scene.inside():
        message = OutboxMessage.objects.get(feature="products")
        assert (message.state, message.text, message.html) == ("withdrawn", "", "")


@pytest.mark.parametrize("feature", ["search"])
def test_messages_of_what_every_portal_has_leave_whatever_is_off(scene: Scene) -> None:
    switch(scene.tenant, "search", on=False)
    with scene.inside():
        stored = outbox.send(to="a@b.example", template="accounts/mail/invitation", context={})
        assert (stored.feature, outbox.deliver(stored.uuid)) == ("", "sent")
