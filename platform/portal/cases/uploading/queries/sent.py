"""What somebody sent, and how it goes."""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portal.accounts.queries import marks
from portal.cases.types import Asker, spoken
from portal.cases.uploading.models import Piece, Upload
from portal.cases.uploading.types import Place, Sent, State
from tenants.errors import DecryptionError

NAME: Final = Upload._meta.get_field("name")
CONTENT: Final = Piece._meta.get_field("content")
PIECE: Final = 1_000_000
"""Bytes of each piece but the last."""
MOST_SHOWN: Final = 50
DAY: Final = timedelta(days=1)
UNREADABLE: Final = "-"


class KeptFile:
    """A file that is kept in pieces, read as far as it is needed."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload

    @property
    def size(self) -> int:
        """Answer how many bytes it has."""
        return self._upload.size

    def read(self, offset: int, length: int) -> bytes:
        """Answer so many of them, from there on.

        :raises DecryptionError: when a piece cannot be read.
        """
        first, last = offset // PIECE, max(offset + length - 1, 0) // PIECE
        rows = Piece.objects.filter(upload=self._upload, number__range=(first, last)).order_by("number")
        found = b"".join(base64.b64decode(CONTENT.reveal(row)) for row in rows.iterator(chunk_size=2))
        begin = offset - first * PIECE
        return found[begin : begin + length]


def mark_of(asker: Asker) -> str:
    """Mark for whom somebody is here; the same number has another mark at every municipality.

    :raises DecryptionError: when the municipality's key cannot be read.
    """
    key = marks.key()
    if key is None:
        raise DecryptionError("Nobody has been marked here.")
    return key.derive(f"case_uploads|{asker.applicant.key}".encode()).hex()


def of_case(asker: Asker, place: Place) -> list[Sent]:
    """List what somebody sent for a case, the latest first: nobody else's, and nothing that they sent for another."""
    rows = Upload.objects.filter(user_id=asker.whose, connection=place.connection, case=place.case)
    if not (rows := rows.order_by("-received_at", "pk")[:MOST_SHOWN]):
        return []
    whose = mark_of(asker)
    return [_sent(row) for row in rows if row.whose == whose]


def number_since(user: Any, now: datetime) -> int:
    """Count what somebody sent in a day."""
    return Upload.objects.filter(user=user, received_at__gt=now - DAY).count()


def rows_of(user: Any) -> list[Mapping[str, Any]]:
    """List all that somebody sent, for the page of what is kept about them."""
    rows = Upload.objects.filter(user=user).order_by("-received_at")
    return [
        {"at": row.received_at, "what": name_of(row), "kind": row.kind, "progress": State(row.state).label}
        for row in rows
    ]


def name_of(row: Upload) -> str:
    """Answer what a document is called."""
    try:
        return NAME.reveal(row)
    except DecryptionError:
        return UNREADABLE


def number_of(upload: UUID) -> str:
    """Answer the number under which people ask about a document."""
    return spoken("D", upload)


def _sent(row: Upload) -> Sent:
    return Sent(
        number=number_of(row.uuid),
        name=name_of(row),
        kind=row.kind,
        size=row.size,
        state=State(row.state),
        received_at=row.received_at,
        settled_at=row.settled_at,
        is_waiting_for_system=row.state == State.QUEUED and bool(row.reason),
    )
