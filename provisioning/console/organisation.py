"""The organisation by which operators sign in, as the settings of the console's process say (C-001).

One provider, trusted by this installation: whoever runs it decides who is an operator, and as what. So the stand-in of
the sandbox, where anybody may say who they are, is believed in a demo alone, which tells it from `INSECURE_COOKIES`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from integrations.errors import RefusedError
from integrations.oidc import claims
from integrations.oidc.types import Claims, Installed, Purpose, Service

from .origins import console_origin
from .types import Role

SETS: Final = ("keycloak", "entra")


@dataclass(frozen=True, slots=True)
class Organisation:
    """The provider, what is asked of it, and what its groups mean here."""

    provider: Installed = field(repr=False)
    service: Service
    again: Service
    """What is asked before something dangerous: that somebody shows who they are, now (C-003)."""
    roles: Mapping[str, Role]
    creates: bool

    @property
    def issuer(self) -> str:
        """Answer what the provider is known by."""
        return self.provider.address

    def role_of(self, groups: tuple[str, ...]) -> Role | None:
        """Answer the role that allows most of those that groups give; None when they give none."""
        given = {self.roles[group] for group in groups if group in self.roles}
        return next((role for role in reversed(Role) if role in given), None)


def configured() -> Organisation | None:
    """Answer the organisation; None where operators sign in by password alone.

    :raises ImproperlyConfigured: when its settings make no sense.
    """
    issuer = _setting("ISSUER", "").removesuffix("/")
    if not issuer:
        return None
    provider = Installed(
        issuer,
        _needed("CLIENT_ID"),
        _needed("SECRET"),
        _setting("FORMER_SECRET", ""),
        is_stand_in=_is_stand_in(issuer),
    )
    asked: dict[str, Any] = {
        "purpose": Purpose.COLLEAGUE,
        "redirect_uri": f"{console_origin()}{reverse('console:organisation_back')}",
        "claims": _claims(),
        "scopes": tuple(_setting("SCOPES", ())),
        "acr_values": tuple(_setting("ACR_VALUES", ())),
        "post_logout_redirect_uri": f"{console_origin()}{reverse('console:organisation_left')}",
    }
    service, again = Service(**asked), Service(**asked, prompt="login", max_age=0)
    return Organisation(provider, service, again, _roles(), bool(_setting("CREATES", False)))


def is_there() -> bool:
    """Tell whether operators can sign in by an organisation."""
    return bool(_setting("ISSUER", ""))


def may_use_password(address: str) -> bool:
    """Tell whether an account may sign in by password: all may, or those for emergencies alone."""
    return asks_passwords_of_all() or address.strip().lower() in emergencies()


def emergencies() -> frozenset[str]:
    """List the accounts for when the provider is away."""
    return frozenset(each.lower() for each in getattr(settings, "OPERATORS_EMERGENCY", ()))


def asks_passwords_of_all() -> bool:
    """Tell whether signing in by password stands open to all who have one; without an organisation it always does."""
    return getattr(settings, "OPERATORS_PASSWORDS", True) or not is_there()


def _setting(name: str, otherwise: Any) -> Any:
    return getattr(settings, f"OPERATORS_OPENID_{name}", otherwise)


def _needed(name: str) -> str:
    value = str(_setting(name, ""))
    if not value:
        raise ImproperlyConfigured(f"OPERATORS_OPENID_{name} is needed where OPERATORS_OPENID_ISSUER is set.")
    return value


def _is_stand_in(issuer: str) -> bool:
    sandbox = settings.SANDBOX_URL.removesuffix("/")
    return bool(settings.INSECURE_COOKIES and sandbox) and issuer.startswith(f"{sandbox}/")


def _claims() -> Claims:
    names = _setting("NAMES", SETS[0])
    if names not in SETS:
        raise ImproperlyConfigured(f"OPERATORS_OPENID_NAMES must be one of: {', '.join(SETS)}.")
    try:
        return claims.read(json.loads(_setting("OTHER_NAMES", "{}")), base=claims.SETS[names])
    except (ValueError, RefusedError):
        raise ImproperlyConfigured("OPERATORS_OPENID_OTHER_NAMES is not what we can read.") from None


def _roles() -> Mapping[str, Role]:
    found = {}
    for each in _setting("ROLES", ()):
        group, _equals, role = each.rpartition("=")
        if not group or role not in list(Role):
            raise ImproperlyConfigured(f"OPERATORS_OPENID_ROLES must be group=role, not '{each}'.")
        found[group] = Role(role)
    if not found:
        raise ImproperlyConfigured("OPERATORS_OPENID_ROLES is empty: then nobody would be let in.")
    return found
