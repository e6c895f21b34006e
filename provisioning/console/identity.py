"""Whose session this is.

A session names an operator and a fingerprint of his password; with another password it is nobody's.
"""

import uuid
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from tenants import audit

from .models import Operator
from .origins import actor

PROVEN = "proven"
"""When the operator last gave his password and second factor in this session."""
SHOWN_THERE = "shown_there"
SOON = timedelta(minutes=5)
THERE = ("provider_session", "provider_logout")
"""Of the session at the organisation: what it is known by, and, sealed, what ending it takes."""
RECENT = timedelta(minutes=15)
"""How long that is enough for what is dangerous (C-003)."""


def halfway(request: HttpRequest) -> Operator | None:
    """Answer who has given the right password a moment ago in this session, and no code yet."""
    until = request.session.get("halfway_until")
    if not until or datetime.fromisoformat(until) < timezone.now():
        return None
    return _operator(request, "halfway")


def signed_in(request: HttpRequest) -> Operator | None:
    """Answer whose session this is; nobody's after a changed password or a blocked account."""
    return _operator(request, "operator")


def stay_signed_in(request: HttpRequest, operator: Operator) -> None:
    """Keep this one session after the operator's password was changed in it; all others end."""
    _renew(request)
    request.session["fingerprint"] = operator.get_session_auth_hash()


def proven_lately(request: HttpRequest) -> bool:
    """Tell whether password and second factor were given in this session a short time ago."""
    moment = request.session.get(PROVEN)
    return moment is not None and timezone.now() - datetime.fromisoformat(moment) < RECENT


def carried(request: HttpRequest) -> dict[str, str]:
    """Answer what of the session at an organisation a session that is signed in halfway goes on with."""
    is_halfway = "halfway" in request.session
    return {name: request.session[name] for name in THERE if is_halfway and name in request.session}


def shown_there(request: HttpRequest) -> bool:
    """Tell whether somebody has just shown at his organisation who he is, again, in this session."""
    moment = request.session.get(SHOWN_THERE)
    return moment is not None and timezone.now() - datetime.fromisoformat(moment) < SOON


def note_shown_there(request: HttpRequest) -> None:
    """Write that down; the second factor is still to come."""
    request.session[SHOWN_THERE] = timezone.now().isoformat()


def note_proof(request: HttpRequest) -> None:
    """Write down that password and second factor were given now.

    The session gets another key: whoever copied the cookie does not share in the proof, and is out.
    """
    _renew(request)
    request.session.pop(SHOWN_THERE, None)
    request.session[PROVEN] = timezone.now().isoformat()
    rotate_token(request)


def sign_out(request: HttpRequest, operator: Operator) -> None:
    """End this session."""
    request.session.flush()
    audit.record("operator.signed_out", by=actor(operator, request))


def _renew(request: HttpRequest) -> None:
    request.session["identity"] = str(uuid.uuid4())  # the old row is there until the new one is
    request.session.cycle_key()


def _operator(request: HttpRequest, key: str) -> Operator | None:
    if key not in request.session:
        return None
    operator = Operator.objects.filter(pk=request.session[key], is_active=True, is_admitted=True).first()
    known = str(request.session.get("fingerprint", ""))
    if operator and _is_of(operator, known):
        return operator
    return None


def _is_of(operator: Operator, fingerprint: str) -> bool:
    """Tell whether a session was made for this password, by whichever secret key is believed now (attack W25)."""
    known = (operator.get_session_auth_hash(), *operator.get_session_auth_fallback_hash())
    return any(constant_time_compare(fingerprint, each) for each in known)
