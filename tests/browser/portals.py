"""How a portal looks to who comes by."""

import re

from tests.browser import web
from tests.stack import Stack


def theme(stack: Stack, slug: str) -> str:
    """Answer the address of the style sheet that makes the theme."""
    page = web.get(stack.portal_port, f"{slug}.localhost", "/").body.decode()
    found = re.search(r'href="(/thema/[^"]+)"', page)
    assert found, page[:500]
    return found.group(1)
