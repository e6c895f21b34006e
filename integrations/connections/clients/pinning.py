"""Hold a client to its address: credentials go there and nowhere else, whatever links an answer has (attack W02)."""

from functools import lru_cache
from urllib.parse import unquote, urljoin

import structlog

from integrations.errors import Reason, UnavailableError
from integrations.http import places

log = structlog.get_logger(__name__)


@lru_cache(1_024)
def pin(address: str) -> "Pin":
    """Answer the pin of a connection's address.

    :raises UnavailableError: when it is none that a client can be bound to.
    """
    return Pin(address)


class Pin:
    """The origin and the first part of the path within which a client stays."""

    def __init__(self, address: str) -> None:
        place = _parse(address)
        if place.query or _climbs(place.path):
            raise UnavailableError(Reason.ADDRESS_REFUSED)
        self.place = place
        self._root = place.path.rstrip("/")
        self._base = address.rstrip("/")

    def absolute(self, url: str) -> str:
        """Answer the address that a call goes to: a path below the root, or a link as the other side gave it.

        Where it leads to is judged by `check`, when requests has put it in its final form.
        """
        if "://" in url.partition("?")[0]:
            return url
        return f"{self._base}/{url.removeprefix('/')}" if url else self._base

    def link(self, url: str, *, seen_at: str) -> str:
        """Answer where a link in an answer leads to; it may be written as of the page on which it stands.

        :raises UnavailableError: when it lies elsewhere.
        """
        found = urljoin(seen_at, url)
        self.check(found)
        return found

    def owns(self, url: str) -> bool:
        """Tell whether a link lies within."""
        try:
            place = _parse(url)
        except UnavailableError:
            return False
        is_below = place.path == self._root or place.path.startswith(f"{self._root}/")
        return place.origin == self.place.origin and is_below and not _climbs(place.path)

    def check(self, url: str) -> None:
        """Refuse an address that lies elsewhere.

        :raises UnavailableError: when it does.
        """
        if not self.owns(url):
            log.warning("connection.link_refused", host=self.place.host)
            raise UnavailableError(Reason.ADDRESS_REFUSED)


def _parse(url: str) -> places.Place:
    try:
        return places.parse(url)
    except ValueError:
        raise UnavailableError(Reason.ADDRESS_REFUSED) from None


def _climbs(path: str) -> bool:
    """Tell whether a path goes up somewhere, also for a server that decodes it more than once."""
    for _ in range(3):
        parts = path.replace("\\", "/").split("/")
        if ".." in parts or "." in parts:
            return True
        path = unquote(path)
    return False
