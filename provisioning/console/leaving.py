"""End the session at the organisation after the one here."""

import json
from base64 import b64decode, b64encode
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

from integrations.identities import Asserted, Departure, LogoutHandle
from integrations.oidc import operations as openid

from . import organisation, sealing
from .models import Operator
from .operations.organisation import session_mark

LOGOUT: Final = "provider_logout"
MARK: Final = "provider_session"


def kept(operator: Operator, asserted: Asserted) -> dict[str, str]:
    """Answer what a session keeps of the one at the organisation."""
    handle = asserted.logout
    told = json.dumps([handle.name_id, handle.session_index, handle.id_token]).encode()
    return {
        MARK: session_mark(asserted.issuer, handle.session_index),
        LOGOUT: b64encode(sealing.seal(told, place=_place(operator))).decode(),
    }


def departure(operator: Operator, session: SessionBase) -> Departure | None:
    """Answer how a browser ends its session at the organisation; None when it has none, or that cannot be."""
    found = organisation.configured()
    sealed = session.get(LOGOUT)
    if found is None or not sealed:
        return None
    try:
        told = sealing.unseal(b64decode(sealed), place=_place(operator))
    except sealing.DecryptionError:
        return None
    return openid.logout(found.provider, found.service, LogoutHandle(*json.loads(told)))


def _place(operator: Operator) -> str:
    return f"console_consolesession|{LOGOUT}|{operator.uuid}"
