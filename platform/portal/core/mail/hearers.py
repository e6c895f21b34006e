"""Who wants to know what became of mails: a feature that keeps what it told people adds itself where it registers."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tenants.registers import Register

from .models import OutboxState


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who is told each time that the state of a mail changes, in the same transaction."""

    feature: str
    name: str
    hear: Callable[[uuid.UUID, OutboxState], None] = field(compare=False)
    """Gets the key of the mail; of most mails a hearer knows nothing."""

    @property
    def key(self) -> str:
        """Name the hearer."""
        return f"{self.feature}.{self.name}"


hearers: Final[Register[Hearer]] = Register("hearers of mail")
