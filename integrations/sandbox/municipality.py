"""Municipalities as stand-ins know them: by an address of their own, with an access of their own."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field

from .settings import CLIENT_ID, Settings

SLUG = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DEMO = "demo"
"""Whoever asks at an address without `/t/…/`; not a municipality of the demo, but all that share that address."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality."""

    slug: str
    client_id: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """Answer what its addresses begin with."""
        return "" if self.slug == DEMO else f"/t/{self.slug}"


def of(slug: str, settings: Settings) -> Municipality:
    """Answer the municipality of this name; any name will do, and always has the same access."""
    if slug == DEMO:
        return Municipality(DEMO, CLIENT_ID, settings.secret)
    secret = hmac.new(settings.secret.encode(), slug.encode(), hashlib.sha256).hexdigest()[:32]
    return Municipality(slug, f"{CLIENT_ID}-{slug}", secret)


def is_slug(text: str) -> bool:
    """Tell whether a municipality can be called that."""
    return re.fullmatch(SLUG, text) is not None
