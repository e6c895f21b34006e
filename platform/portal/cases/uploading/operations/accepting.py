"""Accept a document: from then on it is not lost, and it arrives once (M-09)."""

import base64
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, Final

from django.db import IntegrityError, transaction

from integrations import outbox
from integrations.zgw.types import DocumentType
from portal.accounts.models import User
from portal.cases import receipts
from portal.cases.types import FEATURE, Asker
from portal.cases.uploading.models import Piece, Upload
from portal.cases.uploading.queries import sent
from portal.cases.uploading.types import Place
from portal.core import files
from portal.core.files import Judged
from tenants import audit

KIND: Final = f"{FEATURE}.add_document"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends something, and for whom."""

    user: User
    person: uuid.UUID
    """Whose data it is."""
    asker: Asker
    author: str = field(repr=False)
    by: audit.Actor


def key_of(sender: Sender, place: Place, sending: uuid.UUID, digest: str, name: str) -> uuid.UUID:
    """Answer the number of a document: the same for the same file of the same form, however often it is sent."""
    parts = (sent.mark_of(sender.asker), str(place.connection), str(place.case), str(sending), digest, name)
    return uuid.uuid5(sender.user.uuid, "\0".join(parts))


@transaction.atomic
def accept(
    found: Sequence[tuple[BinaryIO, Judged]],
    *,
    place: Place,
    kind: DocumentType,
    sending: uuid.UUID,
    sender: Sender,
    about: Mapping[str, Any],
) -> None:
    """Keep the files of one form, all or none, and have them brought to the case; one letter confirms what is new.

    Accepted is accepted: it is brought also when somebody switches the pages of cases off meanwhile. Somebody handed in
    something, perhaps on the last day on which they could.

    :param sending: of the form that was sent: the same file in it is accepted once.
    :param about: what the letter may say of the case.
    """
    tried = [
        _accept(file, judged, place=place, kind=kind, sending=sending, sender=sender)
        for file, judged in found
    ]
    new = [sent.number_of(key) for key, is_new in tried if is_new]
    if new:
        told = {**about, "receipts": new, "document": kind.name}
        receipts.send(sender.user, receipts.DOCUMENTS, told)


def _accept(
    file: BinaryIO, judged: Judged, *, place: Place, kind: DocumentType, sending: uuid.UUID, sender: Sender
) -> tuple[uuid.UUID, bool]:
    """Keep one; answers its number, and whether it was not here yet."""
    row = Upload(
        pk=key_of(sender, place, sending, _digest(file), judged.name),
        user=sender.user,
        whose=sent.mark_of(sender.asker),
        person=sender.person,
        connection=place.connection,
        case=place.case,
        kind=kind.name[:500],
        format=judged.type,
        size=judged.size,
    )
    if Upload.objects.filter(pk=row.pk).exists():
        return row.pk, False
    try:
        with transaction.atomic():
            _keep(row, file, judged)
            outbox.put(KIND, _payload(sender, kind), row.pk, person=sender.user.uuid)
            details = {"reference": sent.number_of(row.pk)}
            audit.record("cases.document_sent", by=sender.by, target=str(place), details=details)
    except IntegrityError:
        if not Upload.objects.filter(pk=row.pk).exists():  # else the same form came twice at once
            raise
        return row.pk, False
    return row.pk, True


def _digest(file: BinaryIO) -> str:
    found = hashlib.sha256()
    for piece in files.pieces(file, sent.PIECE):
        found.update(piece)
    return found.hexdigest()


def _keep(row: Upload, file: BinaryIO, judged: Judged) -> None:
    sent.NAME.encrypt(judged.name, row)
    row.save(force_insert=True)
    for number, content in enumerate(files.pieces(file, sent.PIECE)):
        piece = Piece(pk=uuid.uuid5(row.pk, str(number)), upload=row, number=number)
        sent.CONTENT.encrypt(base64.b64encode(content).decode(), piece)
        piece.save(force_insert=True)


def _payload(sender: Sender, kind: DocumentType) -> dict[str, Any]:
    """Answer what sending needs besides the row; the outbox keeps it encrypted, and forgets it with the file."""
    return {"applicant": asdict(sender.asker.applicant), "type": kind.url, "author": sender.author}
