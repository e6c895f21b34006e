"""How far a call may reach: judged by the name before, and by the address when the socket connects.

A production municipality reaches public addresses over https, and the private networks that this installation
lists in `PRIVATE_NETWORKS`: systems of municipalities may stand there (attack W01). A sandbox municipality reaches
the stand-ins of this installation and nothing else (architecture T4); the smoke request reaches the portal's own
processes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from integrations.errors import Reason, UnavailableError
from tenants.types import Kind, TenantRef

from . import addresses, places

SECURE_PORTS = frozenset({443, 8443})


@dataclass(frozen=True, slots=True)
class Reach:
    """Which places and which addresses a call may reach."""

    name: str
    permits_place: Callable[[places.Place], bool]
    permits_address: Callable[[addresses.Address], bool]

    def check_place(self, place: places.Place) -> None:
        """Judge scheme, name and port.

        :raises UnavailableError: when they are out of reach.
        """
        if not self.permits_place(place):
            raise UnavailableError(Reason.ADDRESS_REFUSED)

    def check_addresses(self, found: list[str]) -> None:
        """Judge what a name resolved to: one address out of reach spoils them all.

        :raises UnavailableError: when one is.
        """
        if not all(self.permits_address(addresses.parse(address)) for address in found):
            raise UnavailableError(Reason.ADDRESS_REFUSED)


def of_tenant(tenant: TenantRef) -> Reach:
    """Say how far calls for a municipality reach."""
    return _only("sandbox", settings.SANDBOX_URL) if tenant.kind is Kind.SANDBOX else PUBLIC


def of_portal() -> Reach:
    """Say how far the smoke request reaches: this installation's own portal processes."""
    return _only("portal", settings.PORTAL_INTERNAL_URL)


def _only(name: str, url: str) -> Reach:
    origin = places.parse(url).origin if url else None
    return Reach(name, lambda place: place.origin == origin, addresses.is_own)


def _is_secure(place: places.Place) -> bool:
    return place.scheme == "https" and place.port in SECURE_PORTS


def may_reach(address: addresses.Address) -> bool:
    """Tell whether a production municipality reaches an address: a public one, or one of a listed network."""
    if addresses.is_public(address):
        return True
    # Listed or not, this machine itself and link-local stay out of reach: a slip in the list opens nothing there.
    return addresses.is_private(address) and any(address in each for each in settings.PRIVATE_NETWORKS)


PUBLIC = Reach("public", _is_secure, may_reach)
