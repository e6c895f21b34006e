"""Open what a provider signed: the signature first, and nothing of the content is believed before it."""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

from integrations.connections.clients import decoding
from integrations.errors import UnavailableError

from . import refusals
from .keys import ALGORITHMS, PublicKey, UnknownKeyError

type KeyOf = Callable[[Mapping[str, Any]], PublicKey]
"""Answers the key for the header of a token; raises `UnknownKeyError`, `ValueError` or `UnavailableError`."""

LONGEST: Final = 60_000
PART: Final = re.compile(r"[A-Za-z0-9_-]+")
HASHES: Final = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}


@dataclass(frozen=True, slots=True)
class Opened:
    """A token of which the signature is right."""

    header: Mapping[str, Any] = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)


def opened(token: str, key_of: KeyOf, *, types: frozenset[str]) -> Opened:
    """Open a token.

    :param types: what it may call itself (`typ`), in lower case; a token for another use never passes for this one.
    :raises SignInRefusedError: when anything about it is not right.
    """
    header, content = _parts(token)
    if header.get("alg") not in ALGORITHMS:
        raise refusals.invalid("algorithm")
    if "crit" in header or header.get("b64", True) is not True:  # extensions, of which we know none
        raise refusals.invalid("extension")
    if str(header.get("typ", "jwt")).lower().removeprefix("application/") not in types:
        raise refusals.invalid("type")
    _check(token, header, key_of)
    return Opened(header, _object(content, "claims"))


def matches_hash(value: str, claimed: Any, algorithm: str) -> bool:
    """Tell whether a hash in a token (`at_hash`) is that of a value: the left half, as long as the signature's."""
    whole = HASHES[algorithm[2:]](value.encode()).digest()
    expected = urlsafe_b64encode(whole[: len(whole) // 2]).rstrip(b"=")
    return isinstance(claimed, str) and hmac.compare_digest(expected, claimed.encode())


def _parts(token: str) -> tuple[Mapping[str, Any], bytes]:
    parts = token.split(".") if len(token) <= LONGEST else []
    if len(parts) != 3:
        raise refusals.invalid("form")
    header, content, _signature = (_decoded(part) for part in parts)
    return _object(header, "header"), content


def _decoded(part: str) -> bytes:
    """Decode a part that is written in the one way that there is: another way of writing it is another token."""
    if not PART.fullmatch(part):
        raise refusals.invalid("form")
    try:
        return urlsafe_b64decode(part.encode())
    except ValueError:
        raise refusals.invalid("form") from None


def _object(content: bytes, code: str) -> Mapping[str, Any]:
    try:
        found = decoding.read(content)
    except UnavailableError:
        raise refusals.invalid(code) from None
    if not isinstance(found, dict):
        raise refusals.invalid(code)
    return found


def _check(token: str, header: Mapping[str, Any], key_of: KeyOf) -> None:
    try:
        key = key_of(header)
    except UnknownKeyError:
        raise refusals.invalid("key_unknown") from None
    except ValueError:
        raise refusals.invalid("key_unfit") from None
    except UnavailableError as error:
        raise refusals.unavailable("keys", error.reason) from None
    registry = JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
    registry.max_header_length = registry.max_payload_length = LONGEST
    try:
        jws.deserialize_compact(token, key, registry=registry)
    except (
        JoseError,
        ValueError,
        TypeError,
        ArithmeticError,
    ):  # jku, x5u, x5c and jwk are looked at by nobody
        raise refusals.invalid("signature") from None
