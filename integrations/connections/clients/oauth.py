"""Fetch tokens by client credentials (RFC 6749, 4.4), one at a time for each connection, and keep them in the process.

A token opens the other side as a secret does. It is not put into Redis: each process fetches its own.
"""

import hashlib
import threading
import time
import uuid
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from integrations import http
from integrations.connections.types import Access
from integrations.errors import Reason, UnavailableError
from tenants.types import TenantRef

from . import decoding
from .transport import identity_of

IN_BODY = "oauth-in-body"
MARGIN = 30.0
"""Seconds before the end of its life at which a token is no longer used."""
UNTOLD = 60.0
"""Seconds for which a token is good when nobody says."""
LONGEST = 16_384
type Key = tuple[uuid.UUID, uuid.UUID, str]


@dataclass(slots=True)
class _Flight:
    """A token that is being fetched, for all who want it."""

    done: threading.Event = field(default_factory=threading.Event)
    token: str = field(default="", repr=False)
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    token: str = field(repr=False)
    until: float


class Tokens:
    """Tokens by municipality and connection."""

    def __init__(self, *, most: int = 1024, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._held: OrderedDict[Key, _Held] = OrderedDict()
        self._flights: dict[Key, _Flight] = {}

    def get(
        self, key: Key, fetch: Callable[[], tuple[str, float]], *, deadline: http.Deadline, refused: str = ""
    ) -> str:
        """Answer a token that is good; who comes while it is being fetched waits for that one.

        :param refused: the token that the other side no longer takes.
        :raises UnavailableError: when there is none to be had, or not in time.
        """
        with self._lock:
            held = self._held.get(key)
            if held and held.token != refused and held.until > self._clock():
                return held.token
            flight = self._flights.get(key)
            is_ours = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
        if is_ours:
            self._fetch(key, flight, fetch)
        elif not flight.done.wait(deadline.left()):
            raise UnavailableError(Reason.TOO_SLOW)
        if flight.reason:
            raise UnavailableError(flight.reason)
        return flight.token

    def _fetch(self, key: Key, flight: _Flight, fetch: Callable[[], tuple[str, float]]) -> None:
        flight.reason = Reason.BROKEN_OFF  # for those who wait, should something else go wrong here
        try:
            token, seconds = fetch()
            flight.token, flight.reason = token, None
            with self._lock:
                self._held[key] = _Held(token, self._clock() + seconds - min(MARGIN, seconds / 2))
                self._held.move_to_end(key)
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        except UnavailableError as error:
            flight.reason = error.reason
        finally:
            with self._lock:
                del self._flights[key]
            flight.done.set()


TOKENS = Tokens()
"""The tokens of this process."""


def token(
    access: Access, secret: str, *, tenant: TenantRef, deadline: http.Deadline, refused: str = ""
) -> str:
    """Answer a token for a connection.

    :param refused: the one that the other side no longer takes.
    :raises UnavailableError: when there is none to be had; REFUSED when the secret is not accepted.
    """
    parts = "\n".join((access.token_address, access.client_id, access.scope, secret))
    key = (tenant.uuid, access.key, hashlib.sha256(parts.encode()).hexdigest())
    return TOKENS.get(
        key, lambda: _fetch(access, secret, tenant, deadline), deadline=deadline, refused=refused
    )


def _fetch(access: Access, secret: str, tenant: TenantRef, deadline: http.Deadline) -> tuple[str, float]:
    form = {"grant_type": "client_credentials"} | ({"scope": access.scope} if access.scope else {})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if IN_BODY in access.capabilities:
        form |= {"client_id": access.client_id, "client_secret": secret}
    else:
        pair = f"{quote(access.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    answer = http.call(
        http.Call(
            url=access.token_address,
            reach=http.of_tenant(tenant),
            method="POST",
            headers=headers,
            content=urlencode(form).encode(),
            deadline=deadline,
            connect=access.limits.connect,
            read=access.limits.read,
            largest_answer=100_000,
            identity=identity_of(access),
            about={"tenant": str(tenant.uuid), "system": access.system},
        )
    )
    if answer.status in {400, 401, 403}:
        raise UnavailableError(Reason.REFUSED)
    if answer.status != 200:
        raise UnavailableError(Reason.HAS_TROUBLE if answer.status >= 500 else Reason.MALFORMED)
    return _read(decoding.read(answer.body))


def _read(content: Any) -> tuple[str, float]:
    match content:
        case {"access_token": str(found)} if (
            0 < len(found) <= LONGEST and found.isascii() and found.isprintable()
        ):
            lifetime = content.get("expires_in", UNTOLD)
        case _:
            raise UnavailableError(Reason.MALFORMED)
    is_number = isinstance(lifetime, int | float) and not isinstance(lifetime, bool)
    return found, float(max(0, min(lifetime, 86_400))) if is_number else UNTOLD
