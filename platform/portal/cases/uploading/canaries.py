"""Fill a municipality with a document that holds a word which must never appear at another's."""

import base64
import uuid

from portal.accounts.models import User

from .models import Piece, Upload, UploadSettings
from .queries import sent
from .types import State


def fill(word: str) -> None:
    """Write the word into a document that waits, into its file, and into one that failed."""
    UploadSettings.objects.update_or_create(id=1, defaults={"endings": "pdf"})
    user = User.objects.create(first_name=word, is_active=False)
    for state in (State.QUEUED, State.FAILED):
        row = Upload(
            pk=uuid.uuid4(),
            user=user,
            whose=word[:64],
            person=user.uuid,
            connection=uuid.uuid4(),
            case=uuid.uuid4(),
            kind=word,
            format=word,
            size=len(word),
            state=state,
            reason=word[:80],
        )
        sent.NAME.encrypt(f"{word}.pdf", row)
        row.save(force_insert=True)
        piece = Piece(pk=uuid.uuid4(), upload=row, number=0)
        sent.CONTENT.encrypt(base64.b64encode(word.encode()).decode(), piece)
        piece.save(force_insert=True)
