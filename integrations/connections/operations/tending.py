"""Ask for what is done to a connection that is there: its secret, its certificate, whether it is used."""

import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.connections.inbox.models import Kind
from integrations.connections.types import Window
from integrations.errors import RefusedError
from tenants import audit, keys

from . import intake, leaving

LONGEST_NOTE = 200


def request_rotation(
    *, tenant: uuid.UUID, connection: uuid.UUID, secret: str, by: audit.Actor, until: datetime | None
) -> uuid.UUID:
    """Ask for a new secret; the one of now stays good beside it.

    :param until: when the former one is forgotten; None where somebody will say so (`request_drop`).
    :raises RefusedError: with a text beside the field that is not right.
    """
    ref, known = leaving.known(tenant, connection)
    if not known.fingerprint:
        raise RefusedError({"secret": _("Deze koppeling heeft nog geen geheim. Vul het bij Wijzigen in.")})
    intake.check_secret(secret)
    fingerprint = keys.fingerprint(secret)
    if fingerprint == known.fingerprint:
        raise RefusedError({"secret": _("Dit is het geheim dat er al is.")})
    if until is not None and until <= timezone.now():
        raise RefusedError({"until": _("Kies een moment in de toekomst.")})
    payload = {
        "secret": leaving.sealed(ref, known.key, "secret", secret),
        "fingerprint": fingerprint,
        "until": until.isoformat() if until else None,
    }
    details = {"fingerprint": fingerprint}
    return leaving.leave_for(ref, known, Kind.ROTATE, payload, by=by, details=details)


def request_drop(*, tenant: uuid.UUID, connection: uuid.UUID, by: audit.Actor) -> uuid.UUID:
    """Ask for the former secret to be forgotten now."""
    ref, known = leaving.known(tenant, connection)
    return leaving.leave_for(ref, known, Kind.DROP, {}, by=by, details={})


def request_switch(
    *, tenant: uuid.UUID, connection: uuid.UUID, on: bool, by: audit.Actor, why: str = ""
) -> uuid.UUID:
    """Ask for a connection to be used or not: the kill switch."""
    ref, known = leaving.known(tenant, connection)
    payload = {"on": on, "because": "" if on else _note(why, "why")}
    return leaving.leave_for(ref, known, Kind.SWITCH, payload, by=by, details={"on": on})


def request_maintenance(
    *, tenant: uuid.UUID, connection: uuid.UUID, window: Window | None, by: audit.Actor, note: str = ""
) -> uuid.UUID:
    """Ask for a window in which nobody calls; None takes back what was announced.

    :raises RefusedError: with a text beside the field that is not right.
    """
    ref, known = leaving.known(tenant, connection)
    payload: dict[str, Any] = {"begins": None, "ends": None, "note": ""}
    if window is not None:
        if window.ends <= window.begins:
            raise RefusedError({"ends": _("Het einde ligt na het begin.")})
        if window.ends <= timezone.now():
            raise RefusedError({"ends": _("Kies een moment in de toekomst.")})
        payload = {
            "begins": window.begins.isoformat(),
            "ends": window.ends.isoformat(),
            "note": _note(note, "note"),
        }
    return leaving.leave_for(ref, known, Kind.PLAN, payload, by=by, details=payload)


def request_removal(*, tenant: uuid.UUID, connection: uuid.UUID, by: audit.Actor) -> uuid.UUID:
    """Ask for a connection to be taken away, with its secrets."""
    ref, known = leaving.known(tenant, connection)
    return leaving.leave_for(ref, known, Kind.REMOVE, {}, by=by, details={"address": known.address})


def _note(text: str, label: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_NOTE or not text.isprintable():
        raise RefusedError({label: _("Gebruik ten hoogste %(longest)d tekens.") % {"longest": LONGEST_NOTE}})
    return text
