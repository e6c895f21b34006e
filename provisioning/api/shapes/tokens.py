"""Keys of the API."""

import datetime
import uuid
from typing import Self

from provisioning.tokens import models

from .base import Told


class Token(Told):
    """A key, without the key."""

    id: uuid.UUID
    name: str
    hint: str
    scopes: list[str]
    created_at: datetime.datetime
    expires_at: datetime.datetime
    revoked_at: datetime.datetime | None
    last_used_at: datetime.datetime | None

    @classmethod
    def of(cls, found: models.Token) -> Self:
        """Describe a key."""
        return cls(
            id=found.uuid,
            name=found.name,
            hint=found.hint,
            scopes=list(found.scopes),
            created_at=found.created_at,
            expires_at=found.expires_at,
            revoked_at=found.revoked_at,
            last_used_at=found.last_used_at,
        )


class TokenList(Told):
    """An operator's own keys."""

    items: list[Token]
