"""Values that travel with a request or a job."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from django.contrib.sites.models import Site


class State(StrEnum):
    """The states of a tenant (architecture T4)."""

    DRAFT = "draft"
    REQUESTED = "requested"
    PROVISIONING = "provisioning"
    SPARE = "spare"
    TRIAL = "trial"
    LIVE = "live"
    SUSPENDED = "suspended"
    MAINTENANCE = "maintenance"
    LEAVING = "leaving"
    DELETED = "deleted"


class Kind(StrEnum):
    """The kinds of tenant, fixed at creation (architecture T4)."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"


class Certificate(StrEnum):
    """Where the TLS certificate of a host comes from (requirement C-032)."""

    PLATFORM = "platform"
    """The platform's own, for hosts right below one of its domains."""
    OWN = "own"
    """An OV certificate that the municipality supplies."""
    ACME = "acme"
    """A DV certificate that the proxy asks for; only with the risk accepted in writing (BIO2 5.14.02)."""


SERVING = frozenset({State.TRIAL, State.LIVE})
"""States in which a tenant answers requests and runs jobs."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What visitors read while a tenant is in maintenance."""

    dutch: str = ""
    english: str = ""
    ends_at: datetime.datetime | None = None
    """When it is over; None when nobody knows."""
    operation: str = ""
    """UUID of the operation that began it."""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what the directory has stored."""
        ends_at = stored.get("ends_at")
        return cls(
            dutch=stored.get("dutch", ""),
            english=stored.get("english", ""),
            ends_at=datetime.datetime.fromisoformat(ends_at) if ends_at else None,
            operation=stored.get("operation", ""),
        )

    def as_stored(self) -> dict[str, str]:
        """Make the form in which the directory stores it."""
        return {
            "dutch": self.dutch,
            "english": self.english,
            "ends_at": self.ends_at.isoformat() if self.ends_at else "",
            "operation": self.operation,
        }


@dataclass(frozen=True, slots=True)
class TenantRef:
    """What the directory knows of a tenant: all that a request or a job carries with it."""

    uuid: uuid.UUID
    schema_name: str
    """Name of the schema, and of the database role that goes with it."""
    name: str
    state: State
    kind: Kind
    site_pk: int
    host: str
    """The host name by which the tenant was asked for; its primary one in a job."""
    primary_host: str
    theme: str
    features: frozenset[str] = field(default_factory=frozenset)
    session_generation: int = 0
    """Counted up when all sessions of the tenant must end."""
    notice: Notice = field(default_factory=Notice)

    @property
    def serves(self) -> bool:
        """Tell whether requests and jobs may run for this tenant."""
        return self.state in SERVING

    @property
    def moved_to(self) -> str:
        """Name the primary host, when the tenant was asked for by another; empty at the primary one."""
        return "" if self.host == self.primary_host else self.primary_host

    @property
    def site(self) -> "Site":
        """Make the tenant's Site in memory, without a query and without Django's process-wide cache."""
        from django.contrib.sites.models import Site  # the database backend imports this module

        return Site(pk=self.site_pk, domain=self.primary_host, name=self.name)


@dataclass(frozen=True, slots=True)
class Platform:
    """Nobody in particular: what a thread is when it says that it works for the platform itself."""

    schema_name: str = "public"


PLATFORM = Platform()
