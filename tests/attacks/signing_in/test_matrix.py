"""Every address of a portal, asked for as everybody: what is decided where a view stands is what happens (attack O08).

There is no list of answers to keep up: for whom an address is says its view or the register of access, and the rules of
`deciding` say what each kind of visitor must then get. The other municipality's people are nobody here.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import get_urlconf

from config.urls import portal
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core.access import signed_in
from portal.core.access import staff as for_staff
from portal.pages import operations as pages
from portal.pages import seeds
from tenants import access, directory, features, registers
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.registers.kinds import Audience
from tenants.types import TenantRef
from tests.attacks import addresses
from tests.attacks.addresses import Address
from tests.attacks.signing_in.deciding import Decided, Sort, Visitor, decided, faults, is_of_staff
from tests.portal import citizens, staff
from tests.portal.pages.conftest import plant

pytestmark = [
    pytest.mark.attack("O08", "T10"),
    pytest.mark.covers("architecture P2"),
    pytest.mark.usefixtures("plain_errors"),
]
BRANCH = citizens.BAKERY.branches[0].number


@pytest.fixture
def everything(believing: None, zonnedam: TenantRef, waterrijk: TenantRef) -> list[TenantRef]:
    """Both municipalities with every feature on; the first with all pages that carry one."""
    found = [all_on(each) for each in (zonnedam, waterrijk)]
    with enter(found[0], urls=True):
        plant()
        pages.make_page(seeds.PROFILE)
    return found


def all_on(tenant: TenantRef) -> TenantRef:
    with outside():
        row = Tenant.objects.get(uuid=tenant.uuid)
        for feature in registers.features:
            if feature.switchable:
                features.switch(tenant=row, feature=feature.key, on=True, by=SYSTEM)
    directory.forget()
    found = directory.by_uuid(tenant.uuid)
    assert found is not None
    return found


@pytest.fixture
def all_addresses(everything: list[TenantRef]) -> list[Decided]:
    """Every address of Zonnedam, in Dutch."""
    with enter(everything[0], urls=True):
        return decided(addresses.every(get_urlconf()))


@pytest.fixture
def visitors(everything: list[TenantRef], client_of: Callable[..., Client]) -> list[Visitor]:
    """Somebody of every kind."""
    return people(everything[0], client_of)


def people(tenant: TenantRef, client_of: Callable[..., Client]) -> list[Visitor]:
    """Make somebody of every kind at a municipality."""
    made = {
        "citizen": citizens.client_for(client_of, tenant),
        "citizen without a confirmed address": citizens.client_for(
            client_of, tenant, citizens.citizen(citizens.OTHER), email=""
        ),
        "company": citizens.client_for(client_of, tenant, citizens.employee(), branch=""),
        "branch": citizens.client_for(client_of, tenant, citizens.employee("samir"), branch=BRANCH),
        "one branch only": citizens.client_for(
            client_of, tenant, citizens.employee("bram", branch=BRANCH), branch=None
        ),
        "representative": citizens.client_for(client_of, tenant, citizens.representative()),
        "foreigner": citizens.client_for(client_of, tenant, citizens.foreigner()),
    }
    found = [Visitor("anonymous", Sort.NOBODY, client_of(tenant))]
    found += [Visitor(name, Sort.PERSON, client) for name, client in made.items()]
    for name, role in (("editor", EDITOR), ("manager", ADMINISTRATOR)):
        client = staff.client_for(client_of, tenant, role, f"{name}@{tenant.primary_host}")
        found.append(Visitor(name, Sort.STAFF, client))
    for visitor in found:
        visitor.client.raise_request_exception = False
    return found


def get(client: Client, path: str) -> Any:
    return client.get(path)


def some(found: list[Decided], *, most: int = 24) -> list[Decided]:
    """Answer all that is not the libraries' administration, and a part of that, spread over all of it."""
    library = [
        each for each in found if is_of_staff(each) and each.address.name.startswith(("admin", "djangocms"))
    ]
    rest = [each for each in found if each not in library]
    return rest + library[:: max(1, len(library) // most)]


@pytest.mark.parametrize(
    "in_turn", [True, pytest.param(False, marks=pytest.mark.long)], ids=["in turn", "each"]
)
def test_everybody_gets_what_is_decided_and_nothing_else(
    everything: list[TenantRef], all_addresses: list[Decided], visitors: list[Visitor], in_turn: bool
) -> None:
    assert "\n".join(faults(visitors, some(all_addresses), get, in_turn=in_turn)) == ""
    assert {visitor.sort for visitor in visitors} == set(Sort)
    assert {each.audience for each in some(all_addresses)} == {
        Audience.PUBLIC,
        Audience.SIGNED_IN,
        Audience.STAFF,
    }


def test_the_whole_administration_is_closed_to_who_is_not_staff(
    everything: list[TenantRef], all_addresses: list[Decided], visitors: list[Visitor]
) -> None:
    others = [each for each in visitors if each.name in {"anonymous", "citizen"}]

    assert faults(others, filter(is_of_staff, all_addresses), get) == []


def test_sending_something_opens_no_more_than_asking(
    everything: list[TenantRef], all_addresses: list[Decided], visitors: list[Visitor]
) -> None:
    closed = {Sort.NOBODY: {Audience.SIGNED_IN, Audience.STAFF}, Sort.PERSON: {Audience.STAFF}}

    for sort, audiences in closed.items():
        who = [next(each for each in visitors if each.sort is sort)]
        which = [each for each in some(all_addresses) if each.audience in audiences]
        assert len(which) > 10
        assert faults(who, which, lambda client, where: client.post(where, {})) == []


@pytest.mark.attack("T01", "I27")
@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)], ids=["in turn", "each"])
def test_who_is_signed_in_at_another_municipality_is_nobody_here(
    everything: list[TenantRef],
    all_addresses: list[Decided],
    client_of: Callable[..., Client],
    every: int,
) -> None:
    here, there = everything
    nobody = client_of(here, raise_request_exception=False)
    which = some(all_addresses, most=4)
    expected = {each.path: outcome(nobody, each.path) for each in which}

    different = []
    for number, stranger in enumerate(people(there, client_of)):
        cookie = stranger.client.cookies.get("session")
        for each in which[number % every :: every]:
            client = client_of(here, raise_request_exception=False)
            if cookie is not None:
                client.cookies["session"] = cookie.value
            if outcome(client, each.path) != expected[each.path]:
                different.append(f"{stranger.name}: {each.address.name}")

    assert different == []


def outcome(client: Client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


# Views that declare one thing and do another.
@signed_in
def rightly_personal(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Cache-Control": "private, no-store"})


@for_staff()
def rightly_for_staff(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@access.public
def rightly_public(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Cache-Control": "private, no-store"})


def guarded(request: HttpRequest) -> HttpResponse:
    return redirect("/inloggen/?next=/")


def copy(view: Callable[[HttpRequest], HttpResponse]) -> Any:
    return lambda request: view(request)


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (rightly_personal, ""),
        (rightly_for_staff, ""),
        (rightly_public, ""),
        (access.mark(copy(unguarded), Audience.SIGNED_IN), "as anonymous: does not ask to sign in"),
        (access.mark(copy(unguarded), Audience.STAFF), "as citizen: is for staff"),
        (access.mark(copy(guarded), Audience.PUBLIC), "asks to sign in for what is public"),
        (access.mark(copy(guarded), Audience.SIGNED_IN), "as citizen: asks to sign in again"),
        (copy(unguarded), "nobody has decided"),
    ],
)
def test_a_view_that_does_not_do_as_it_declares_is_found(
    everything: list[TenantRef],
    visitors: list[Visitor],
    monkeypatch: pytest.MonkeyPatch,
    view: Any,
    said: str,
) -> None:
    """The negative control, and that what is right is found right."""
    for pattern in portal.urlpatterns:
        if getattr(pattern, "name", "") == "robots":
            monkeypatch.setattr(pattern, "callback", view)

    with enter(everything[0], urls=True):
        which = decided([Address("view of a test", "/robots.txt")])
    found = "\n".join(faults(visitors, which, get))

    assert said in found
    assert bool(found) == bool(said)
