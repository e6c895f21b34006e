"""Ask the stand-in of the case system, without sockets."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from integrations.sandbox import server
from integrations.sandbox.mailbox.store import Mailbox
from integrations.sandbox.settings import CLIENT_ID, Settings
from integrations.sandbox.web import Request, Response
from integrations.zgw import client, tokens

SETTINGS = Settings()
HEADERS = {"host": "127.0.0.1:8002", "accept-crs": "EPSG:4326"}


def header(secret: str = SETTINGS.secret) -> str:
    """Make an Authorization header."""
    token = tokens.make(client_id=CLIENT_ID, secret=secret, user="toets", now=datetime.now(UTC))
    return f"Bearer {token}"


def ask(
    path: str = f"/zgw{client.CASES}",
    query: str = "page=1",
    method: str = "GET",
    *,
    only: dict[str, str] | None = None,
    **headers: str,
) -> Response:
    """Ask for a page of cases, or something else."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = only if only is not None else {**HEADERS, "authorization": header(), **named}
    with tempfile.TemporaryDirectory() as folder:
        application = server.application(SETTINGS, Mailbox(Path(folder)))
        return application.answer(Request(method, path, query, sent))
