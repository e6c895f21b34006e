"""What a municipality's page shows of its connection."""

import uuid
from dataclasses import dataclass

from django.utils.functional import Promise

from integrations.connections import queries
from integrations.connections.types import NAMES, Errand, Overview, State, System


@dataclass(frozen=True, slots=True)
class Panel:
    """The connection, and what is being done to it."""

    overview: Overview | None
    errand: Errand | None

    @property
    def is_waiting(self) -> bool:
        """Tell whether a worker still has to do what was asked."""
        return self.errand is not None and self.errand.is_open

    @property
    def is_failing(self) -> bool:
        """Tell whether the last test found that it does not work."""
        return self.overview is not None and self.overview.state is State.FAILED

    @property
    def system_name(self) -> str | Promise:
        """Name the system for people."""
        return NAMES[System(self.overview.system)] if self.overview else ""


def panel(tenant: uuid.UUID) -> Panel:
    """Answer what the panel shows."""
    return Panel(queries.connection_of(tenant), queries.last_errand(tenant))
