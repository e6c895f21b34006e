"""Keep what somebody uploaded while a form asks again: nobody has to find the file a second time.

What is kept has no name in the page but its digest, signed for this operator and for a day. What was refused is
not kept.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.core import signing

from themes.importing import limits
from themes.styles import operations, queries

KEPT_FOR: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload and what it was called."""

    content: bytes = b""
    name: str = ""


class Uploads:
    """The uploads of one operator."""

    def __init__(self, operator: UUID) -> None:
        self.salt = f"console.upload.{operator}"

    def take(self, file: Any, token: str) -> Kept:
        """Read a new upload; without one, what was kept before. Of what is too large the beginning, to be refused."""
        if file:
            return Kept(file.read(limits.UPLOAD_BYTES + 1), str(file.name)[:200])
        try:
            digest, name = signing.loads(token, salt=self.salt, max_age=KEPT_FOR)
        except (signing.BadSignature, ValueError):
            return Kept()
        return Kept(queries.upload(digest), name)

    def keep(self, kept: Kept) -> str:
        """Keep an upload; answers what the form says of it the next time."""
        if not kept.content:
            return ""
        return signing.dumps([operations.keep(kept.content), kept.name], salt=self.salt)
