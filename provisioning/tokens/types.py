"""The values that keys speak in: scopes, who holds a key, and how much it has asked for lately."""

import datetime
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

VIEWER, OPERATOR, OWNER = "viewer", "operator", "owner"
OWN: Final = "tokens:write"


class Scope(StrEnum):
    """What a key may do: in each room of the API read, or write."""

    TENANTS_READ = "tenants:read"
    TENANTS_WRITE = "tenants:write"
    STANDING_WRITE = "standing:write"
    """Closes portals and opens them again: suspend, resume, maintenance, going live."""
    FEATURES_READ = "features:read"
    FEATURES_WRITE = "features:write"
    DOMAINS_READ = "domains:read"
    DOMAINS_WRITE = "domains:write"
    CONFIGURATION_READ = "configuration:read"
    CONFIGURATION_WRITE = "configuration:write"
    RELEASES_READ = "releases:read"
    RELEASES_WRITE = "releases:write"
    THEMES_READ = "themes:read"
    THEMES_WRITE = "themes:write"
    """Publishes revisions of house styles; what a municipality wears takes `tenants:write` or `bulk:write`."""
    CONNECTIONS_READ = "connections:read"
    CONNECTIONS_WRITE = "connections:write"
    OPERATIONS_READ = "operations:read"
    OPERATIONS_WRITE = "operations:write"
    BULK_READ = "bulk:read"
    BULK_WRITE = "bulk:write"
    HEALTH_READ = "health:read"
    ANNOUNCEMENTS_READ = "announcements:read"
    ANNOUNCEMENTS_WRITE = "announcements:write"
    AUDIT_READ = "audit:read"
    AUDIT_WRITE = "audit:write"
    """Has the chains looked at; nobody can write records."""
    OPERATORS_READ = "operators:read"
    OPERATORS_WRITE = "operators:write"
    """Shuts somebody out. To let somebody in takes a person who just proved who he is, so a page of the console."""
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    TOKENS_READ = "tokens:read"
    TOKENS_WRITE = OWN

    @property
    def room(self) -> str:
        """Name the room of the API."""
        return self.value.partition(":")[0]

    @property
    def role(self) -> str:
        """Name the role that an operator needs to use it; of his own keys everybody disposes himself."""
        if self.room == "operators":
            return OWNER
        return VIEWER if self.value.endswith(":read") or self.value == OWN else OPERATOR


@dataclass(frozen=True, slots=True)
class Holder:
    """The operator that a key belongs to, as he is now."""

    uuid: uuid.UUID
    email: str
    roles: frozenset[str]
    """His role, and those that it includes."""

    def may(self, scope: Scope) -> bool:
        """Tell whether his role goes as far as a scope."""
        return scope.role in self.roles


@dataclass(frozen=True, slots=True)
class Rate:
    """How much a key has asked for in this minute."""

    limit: int
    remaining: int
    resets_in: int
    """Seconds."""
    is_exceeded: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """An operator, as owners see him."""

    uuid: uuid.UUID
    name: str
    email: str
    role: str
    is_active: bool
    is_invited: bool
    """A link waits for him."""
    has_second_factor: bool
    created_at: datetime.datetime
