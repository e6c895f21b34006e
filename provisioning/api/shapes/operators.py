"""The operators, for owners."""

import datetime
import uuid
from typing import Self

from provisioning.tokens.types import Colleague

from .base import Told


class Operator(Told):
    """Somebody who runs municipalities."""

    id: uuid.UUID
    name: str
    email: str
    role: str
    is_active: bool
    is_invited: bool
    has_second_factor: bool
    created_at: datetime.datetime

    @classmethod
    def of(cls, found: Colleague) -> Self:
        """Describe one."""
        return cls(
            id=found.uuid,
            name=found.name,
            email=found.email,
            role=found.role,
            is_active=found.is_active,
            is_invited=found.is_invited,
            has_second_factor=found.has_second_factor,
            created_at=found.created_at,
        )


class OperatorList(Told):
    """All operators."""

    items: list[Operator]
