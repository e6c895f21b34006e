"""What the outbox calls for a document: hand it to the case system, keep what became of it, say what it is."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations import outbox
from integrations.outbox.types import Own
from integrations.outbox.types import State as Delivered
from integrations.zgw import operations as zgw
from integrations.zgw.types.parties import Applicant, PartyKind
from integrations.zgw.types.sending import DocumentRefusedError, NewDocument
from portal.cases.queries import asking
from tenants import processing

from .models import Piece, Upload
from .queries import sent
from .types import ACTIVITY, LASTING, State

SYSTEM: Final = "case_system"
STATES: Final[Mapping[Delivered, State]] = {
    Delivered.WAITING: State.QUEUED,
    Delivered.SENDING: State.SENDING,
    Delivered.DONE: State.DELIVERED,
    Delivered.DEAD: State.FAILED,
    Delivered.WITHDRAWN: State.WITHDRAWN,
}
GONE: Final = (State.DELIVERED, State.WITHDRAWN)
"""Then the file is not kept any more."""


def hand_over(delivery: outbox.Delivery) -> outbox.Answer:
    """Bring a document to its case; what an earlier attempt did is not done again (see `zgw.send`)."""
    upload = Upload.objects.filter(pk=delivery.key).first()
    if upload is None:
        return outbox.refused(Own.NOBODY_THERE)
    Upload.objects.filter(pk=upload.pk).update(state=State.SENDING)
    try:
        url = zgw.send(
            upload.connection,
            _document(upload, delivery.payload),
            sent.KeptFile(upload),
            applicant=_applicant(delivery.payload["applicant"]),
            options=asking.options_of(asking.settings()),
            deadline=delivery.deadline,
        )
    except DocumentRefusedError as error:
        return outbox.refused(error.refusal)
    processing.record(ACTIVITY, person=upload.person, by=processing.SYSTEM, source=SYSTEM)
    return outbox.done(url)


def settled(key: str, state: Delivered, reason: str) -> None:
    """Keep with the document what became of it; a file that has arrived is kept no longer."""
    now = STATES[state]
    values: dict[str, Any] = {"state": now, "reason": reason[:80]}
    values["settled_at"] = timezone.now() if now in LASTING else None
    Upload.objects.filter(pk=key).update(**values)
    if now in GONE:
        Piece.objects.filter(upload__uuid=key).delete()


def describe(keys: Collection[str]) -> Mapping[str, str]:
    """Say what documents are; what they are called may say something of somebody."""
    found = Upload.objects.filter(pk__in=[uuid.UUID(key) for key in keys])
    text = _("%(kind)s, nummer %(number)s")
    return {str(row.pk): text % {"kind": row.kind, "number": sent.number_of(row.pk)} for row in found}


def _document(upload: Upload, payload: Mapping[str, Any]) -> NewDocument:
    name = sent.NAME.reveal(upload)
    return NewDocument(
        key=upload.pk,
        case=upload.case,
        type=payload["type"],
        title=name.rpartition(".")[0],
        file_name=name,
        format=upload.format,
        author=payload["author"],
        received=timezone.localtime(upload.received_at).date(),
    )


def _applicant(told: Mapping[str, Any]) -> Applicant:
    return Applicant(**{**told, "kind": PartyKind(told["kind"])})
