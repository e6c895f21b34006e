"""The mailbox of the demo, read by its JSON."""

import json
import urllib.parse
from typing import Any

from tests.browser import web
from tests.stack import Stack, until


def link_for(stack: Stack, address: str, part: str) -> str:
    """Wait for a message to this address, and answer the link in it that has this part."""
    links: list[str] = []

    def has_come() -> bool:
        links[:] = [
            link for message in _messages(stack, address) for link in message["links"] if part in link
        ]
        return bool(links)

    until(has_come, f"mail for {address}")
    return links[0]


def subjects(stack: Stack, address: str) -> list[str]:
    """List what came to this address by now, the latest first."""
    return [message["subject"] for message in _messages(stack, address)]


def _messages(stack: Stack, address: str) -> list[dict[str, Any]]:
    port = urllib.parse.urlsplit(stack.mailbox_url).port or 80
    query = urllib.parse.urlencode({"to": address})
    found: list[dict[str, Any]] = json.loads(web.get(port, "127.0.0.1", f"/mailbox.json?{query}").body)
    return found
