"""Make doors for colleagues at a municipality, and clients that come in by them as their organisation asserts."""

from typing import Any, Final

from django.test import Client
from django.utils import timezone

from integrations.identities import Asserted, Level, LogoutHandle, Profile, Subject, SubjectKind
from portal.accounts.models import Door, DoorKind, Protocol, SignIn
from portal.accounts.operations import colleagues
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens

ISSUER: Final = "https://inloggen.zonnedam.example"
OTHER: Final = "https://inloggen.elders.example"
EMAIL: Final = "noor@zonnedam.example"
ROLES: Final = {"Website redactie": "editor", "Website beheer": "administrator"}
SESSION: Final = "sessie-bij-de-organisatie"


def door(**options: Any) -> Door:
    """Make the door for colleagues of the entered municipality, with these settings."""
    made, _is_new = Door.objects.update_or_create(
        slug="medewerkers",
        defaults={
            "kind": DoorKind.ORGANISATION,
            "protocol": Protocol.OPENID,
            "connection": "openid.medewerkers",
            "is_on": True,
            "options": {"claims_of": "entra", **options},
        },
    )
    return made


def by_groups(**options: Any) -> Door:
    """Make the door by which groups of the organisation let people in."""
    return door(**{"creates_staff": True, "roles": ROLES, **options})


def colleague(
    who: str = "noor",
    *,
    issuer: str = ISSUER,
    email: str = EMAIL,
    is_verified: bool = True,
    groups: tuple[str, ...] = (),
    second_factor: bool = True,
) -> Asserted:
    """Assert somebody who works for the municipality."""
    return Asserted(
        issuer=issuer,
        acting=Subject(SubjectKind.PSEUDONYM, who, issuer),
        level=Level.NONE,
        authenticated_at=timezone.now(),
        profile=Profile("Noor", "Jansen", email, is_verified, groups=groups),
        logout=LogoutHandle(who, SESSION, "token"),
        has_second_factor=second_factor,
    )


def let_in(client: Client, tenant: TenantRef, asserted: Asserted, *, at: Door) -> SignIn:
    """Let a client in by a door, as its view does once the provider has answered."""
    with enter(tenant, urls=True):
        request = citizens.request_of(client, tenant, "/beheer/")
        row = colleagues.let_in(request, asserted, door=at)
        citizens.keep_session(client, request)
    return row
