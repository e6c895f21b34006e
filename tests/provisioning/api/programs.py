"""Programs that speak to the API, each with a key."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from provisioning.console import holders
from provisioning.console.models import Operator
from provisioning.tokens import operations, queries
from provisioning.tokens.models import Token
from tenants.audit import Actor
from tests.provisioning.console import people

BASE = "/api/v1"


@dataclass(frozen=True)
class Program:
    """A program and its key."""

    token: Token
    key: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request; headers are named with underscores."""
        sent = {
            "host": people.HOST,
            "authorization": f"Bearer {self.key}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return Client(raise_request_exception=False).generic(
            method.upper(), f"{BASE}{path}", content.get("data", ""),
            content_type=content.get("content_type", "application/json"), headers=sent,
        )  # fmt: skip

    def get(self, path: str, **headers: str) -> Any:
        """Read."""
        return self.ask("get", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Ask for something."""
        return self.ask("post", path, {} if body is None else body, **headers)


def of(operator: Operator, *scopes: str, **changes: Any) -> Program:
    """Make a program of an operator's, with these scopes or all that his role gives."""
    holder = holders.of(operator)
    values: dict[str, Any] = {
        "name": "Script",
        "scopes": list(scopes) or [scope.value for scope in queries.scopes_for(holder)],
        "expires_at": timezone.now() + timedelta(days=30),
        **changes,
    }
    by = Actor("operator", operator.email, "192.0.2.1")
    token, key = operations.make(holder=holder, by=by, **values)
    return Program(token, key.text)


def problem(answer: Any) -> tuple[int, str]:
    """Answer status and kind of a problem, after looking whether it has the form of one."""
    assert answer["Content-Type"] == "application/problem+json", (answer.status_code, answer.content[:200])
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["detail"]
    return answer.status_code, body["type"].removeprefix("urn:inwonerplein:problem:")
