"""Look how far one gets to a place, layer by layer, without asking it anything: for who wants to know where it stops.

It tells a reason for each layer and never an address, a port or a word of the other side (attack W03).
"""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from integrations.errors import Reason, UnavailableError

from . import names, places
from .deadline import Deadline
from .reach import Reach

EXPIRED: Final = 10
SELF_SIGNED: Final = frozenset({18, 19, 20, 21})
OTHER_NAME: Final = frozenset({62, 64})
"""Numbers of OpenSSL for why a certificate is not good."""


class Stage(StrEnum):
    """How far one gets."""

    NAME = "name"
    POLICY = "policy"
    TCP = "tcp"
    TLS = "tls"


class Flaw(StrEnum):
    """What is wrong with the other side's certificate."""

    NONE = ""
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    OTHER_NAME = "other name"
    ASKED = "asked"
    """Theirs is good; they want one of ours."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was seen of one layer; without a reason all is well there."""

    stage: Stage
    reason: Reason | None = None
    flaw: Flaw = Flaw.NONE
    until: datetime | None = None
    """When the other side's certificate expires."""


def look(url: str, *, reach: Reach, timeout: float, trust: ssl.SSLContext) -> Iterator[Glimpse]:
    """Look at a place until a layer is in the way."""
    deadline = Deadline(timeout)
    try:
        place = places.parse(url)
        reach.check_place(place)
    except (ValueError, UnavailableError):
        yield Glimpse(Stage.POLICY, Reason.ADDRESS_REFUSED)
        return
    try:
        found = names.resolve(place.host, place.port, deadline)
    except UnavailableError as error:
        yield Glimpse(Stage.NAME, error.reason)
        return
    yield Glimpse(Stage.NAME)
    try:
        reach.check_addresses(found)
    except UnavailableError as error:
        yield Glimpse(Stage.POLICY, error.reason)
        return
    yield Glimpse(Stage.POLICY)
    yield from _connect(place, found, deadline, trust)


def _connect(
    place: places.Place, found: list[str], deadline: Deadline, trust: ssl.SSLContext
) -> Iterator[Glimpse]:
    try:
        opened = _open(found, place.port, deadline)
    except UnavailableError as error:
        yield Glimpse(Stage.TCP, error.reason)
        return
    with opened:
        yield Glimpse(Stage.TCP)
        if place.scheme == "https":
            yield _shake_hands(opened, place.host, deadline, trust)


def _open(found: list[str], port: int, deadline: Deadline) -> socket.socket:
    reason = Reason.NOBODY_LISTENS
    for waiting, address in zip(range(len(found), 0, -1), found, strict=True):
        try:
            return socket.create_connection((address, port), timeout=deadline.left() / waiting)
        except TimeoutError:
            reason = Reason.TOO_SLOW
        except OSError:
            reason = Reason.NOBODY_LISTENS
    raise UnavailableError(reason)


def _shake_hands(opened: socket.socket, host: str, deadline: Deadline, trust: ssl.SSLContext) -> Glimpse:
    try:
        opened.settimeout(deadline.left())
        with trust.wrap_socket(opened, server_hostname=host) as secured:
            return Glimpse(Stage.TLS, until=_until(secured))
    except UnavailableError as error:
        return Glimpse(Stage.TLS, error.reason)
    except ssl.SSLCertVerificationError as error:
        return Glimpse(Stage.TLS, Reason.NOT_SECURE, _flaw(error.verify_code))
    except ssl.SSLError as error:
        asked = "CERTIFICATE_REQUIRED" in (error.reason or "") or "HANDSHAKE_FAILURE" in (error.reason or "")
        return Glimpse(Stage.TLS, Reason.NOT_SECURE, Flaw.ASKED if asked else Flaw.NONE)
    except TimeoutError:
        return Glimpse(Stage.TLS, Reason.TOO_SLOW)
    except OSError:
        return Glimpse(Stage.TLS, Reason.BROKEN_OFF)


def _until(secured: ssl.SSLSocket) -> datetime | None:
    told = (secured.getpeercert() or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told)), UTC) if told else None


def _flaw(code: int) -> Flaw:
    if code == EXPIRED:
        return Flaw.EXPIRED
    if code in OTHER_NAME:
        return Flaw.OTHER_NAME
    return Flaw.UNKNOWN if code in SELF_SIGNED else Flaw.NONE
