"""End sessions: as the portal asks, or from this side, with a message to the portal."""

import base64
import http.client
import json
import time
import uuid as uuids
from contextlib import closing
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from integrations.sandbox.pages import Html, frame, render
from integrations.sandbox.stand_ins import Call
from integrations.sandbox.web import LOOPBACK, Response, redirect

from .flavours import Flavour
from .kept import Memory

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TIMEOUT = 10


def end(call: Call, flavour: Flavour) -> Response:
    """End the session that a browser has here, and send it back."""
    asked = {**call.request.query, **call.request.form}
    session = _session_of(asked.get("id_token_hint", ""))
    Memory(call, flavour.key).find("sessions", session, once=True)
    back = asked.get("post_logout_redirect_uri", "")
    if urlsplit(back).scheme not in {"http", "https"}:
        return render("openid_left", title="Uitgelogd")
    state = f"?{urlencode({'state': asked['state']})}" if "state" in asked else ""
    return redirect(f"{back}{state}")


def sessions(call: Call, flavour: Flavour) -> Response:
    """Show who is signed in."""
    rows = Memory(call, flavour.key).all("sessions")
    shown = [frame("openid_session", session=name, label=row["label"]) for name, row in rows.items()]
    return render("openid_sessions", title="Wie er ingelogd is", sessions=Html("".join(shown)))


def send(call: Call, flavour: Flavour) -> Response:
    """End a session from this side, and tell the portal at the address that somebody gives."""
    form, memory = call.request.form, Memory(call, flavour.key)
    row = memory.find("sessions", form.get("session", ""), once=True)
    if not row:
        return replace(
            render("openid_wrong", title="Dit kan niet", text="Deze sessie is er niet."),
            status=HTTPStatus.NOT_FOUND,
        )
    token = memory.sign(json.dumps(_message(call, row, form["session"])).encode(), "logout+jwt")
    status = deliver(form.get("address", ""), {"logout_token": token})
    return render("openid_sent", title="Uitgelogd", status=status or "geen antwoord")


def deliver(address: str, fields: dict[str, str]) -> int:
    """Post a form; answers the status, and 0 where nobody answers, or somebody elsewhere would."""
    parts = urlsplit(address)
    if parts.scheme != "http" or not LOOPBACK.fullmatch(parts.hostname or ""):
        return 0
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Host": parts.netloc}
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=TIMEOUT)
    try:
        with closing(connection):
            connection.request("POST", parts.path or "/", urlencode(fields), headers)
            return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0


def _message(call: Call, row: dict[str, object], session: str) -> dict[str, object]:
    now = int(time.time())
    return {
        "iss": call.base,
        "aud": row["client"],
        "sub": row["subject"],
        "sid": session,
        "iat": now,
        "exp": now + 120,
        "jti": uuids.uuid4().hex,
        "events": {EVENT: {}},
    }


def _session_of(token: str) -> str:
    """Read the session in a token of ours; who forged one ends nobody's session but one whose name they knew."""
    try:
        part = token.split(".")[1]
        told = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return str(told["sid"])
    except (ValueError, LookupError, TypeError):
        return ""
