"""Values that travel with a request or a job."""

import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

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


SERVING = frozenset({State.TRIAL, State.LIVE})
"""States in which a tenant answers requests and runs jobs."""


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

    @property
    def serves(self) -> bool:
        """Tell whether requests and jobs may run for this tenant."""
        return self.state in SERVING

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
