"""The mailbox of the demo, read by its JSON."""

import json
import urllib.parse

from tests.browser import web
from tests.stack import Stack, until


def link_for(stack: Stack, address: str, part: str) -> str:
    """Wait for a message to this address, and answer the link in it that has this part."""
    links: list[str] = []
    port = urllib.parse.urlsplit(stack.mailbox_url).port or 80
    query = urllib.parse.urlencode({"to": address})

    def has_come() -> bool:
        messages = json.loads(web.get(port, "127.0.0.1", f"/mailbox.json?{query}").body)
        links[:] = [link for message in messages for link in message["links"] if part in link]
        return bool(links)

    until(has_come, f"mail for {address}")
    return links[0]
