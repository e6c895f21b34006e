"""Ask stand-ins without sockets, and keep what was asked and answered."""

import json
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from integrations.connections.clients import jwt as tokens
from integrations.sandbox import municipality, server
from integrations.sandbox.mailbox.store import Mailbox
from integrations.sandbox.settings import Settings
from integrations.sandbox.web import Application, Request, Response

SETTINGS = Settings(day=date(2026, 11, 2))
HOST = "127.0.0.1:8002"
CRS = {"accept-crs": "EPSG:4326", "content-crs": "EPSG:4326"}


def application(settings: Settings = SETTINGS) -> Application:
    """Make the sandbox."""
    with tempfile.TemporaryDirectory() as folder:
        return server.application(settings, Mailbox(Path(folder)))


def token(slug: str = "zonnedam", *, secret: str = "", settings: Settings = SETTINGS) -> str:
    """Make an Authorization header for a municipality's access."""
    whose = municipality.of(slug, settings)
    made = tokens.make(
        client_id=whose.client_id, secret=secret or whose.secret, user="toets", now=datetime.now(UTC)
    )
    return f"Bearer {made}"


@dataclass
class Asker:
    """Somebody of a municipality who asks a stand-in."""

    key: str = "zgw"
    slug: str = "zonnedam"
    settings: Settings = SETTINGS
    application: Application = field(default_factory=application)

    def ask(
        self,
        path: str,
        query: dict[str, Any] | str = "",
        method: str = "GET",
        *,
        body: Any = None,
        **headers: str,
    ) -> tuple[Request, Response]:
        """Ask; headers are those that every call has, but for those that are named (an empty one is left out)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        has_body = {"content-type": "application/json"} if body is not None else {}
        sent = {
            "host": HOST,
            "authorization": token(self.slug, settings=self.settings),
            **CRS,
            **has_body,
            **named,
        }
        prefix = "" if self.slug == municipality.DEMO else f"/t/{self.slug}"
        path, _, own_query = path.partition("?")
        request = Request(
            method,
            path.removeprefix(f"http://{HOST}") if path.startswith("http") else f"{prefix}/{self.key}{path}",
            own_query or (query if isinstance(query, str) else urlencode(query)),
            {name: value for name, value in sent.items() if value},
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode(),
        )
        return request, self.application.answer(request)

    def get(self, path: str, query: dict[str, Any] | str = "", **headers: str) -> Any:
        """Ask for JSON."""
        _, response = self.ask(path, query, **headers)
        assert response.status == 200, response.content
        return response.json()

    def fault(self, endpoint: str = "", **fault: Any) -> None:
        """Set a fault of this municipality."""
        request = Request(
            "POST", f"/faults/{self.slug}/{endpoint}", "", {"host": HOST}, json.dumps(fault).encode()
        )
        assert self.application.answer(request).status == 200
