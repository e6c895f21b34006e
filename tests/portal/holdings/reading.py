"""Read a page as people do."""

import re
from html import unescape

from django.test import Client


def text_of(client: Client, path: str, status: int = 200) -> str:
    """Answer the words of a page."""
    response = client.get(path)
    assert response.status_code == status, response.status_code
    return words(response.content.decode())


def words(page: str) -> str:
    """Take the markup away."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))
