"""The public keys of a provider (RFC 7517): which of them a token was signed with."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from integrations.errors import Reason, UnavailableError

RSA: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
CURVES: Final[Mapping[str, str]] = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
ALGORITHMS: Final = (*RSA, *CURVES)
"""Signed by somebody who has the private key; never `none`, and never by a secret that we share (attack I16)."""
PARTS: Final = ("kty", "kid", "alg", "n", "e", "crv", "x", "y")
MOST: Final = 50
LONGEST: Final = 1_400
"""Letters of a part: a modulus of 8,192 bits. Larger ones make whoever checks a signature slow."""
SMALLEST: Final = 2_048

type Jwk = Mapping[str, str]
type PublicKey = RSAKey | ECKey


class UnknownKeyError(Exception):
    """Raised when none of the keys can be the one that a token was signed with."""


def read(told: Any) -> list[dict[str, str]]:
    """Answer the keys that can check a signature, without anything else.

    :raises UnavailableError: when these are no keys.
    """
    match told:
        case {"keys": list(rows)} if len(rows) <= MOST:
            return [_parts(row) for row in rows if isinstance(row, dict) and _is_for_signatures(row)]
        case _:
            raise UnavailableError(Reason.MALFORMED)


def choose(keys: Sequence[Jwk], header: Mapping[str, Any]) -> PublicKey:
    """Answer the key of a token.

    :param header: of the token; where it names no key there must be one that fits, and no second.
    :raises UnknownKeyError: when there is none.
    :raises ValueError: when the key that it names does not fit, or cannot be read.
    """
    named = header.get("kid")
    if named is not None and not isinstance(named, str):
        raise ValueError("No name of a key.")
    candidates = [key for key in keys if named is None or key.get("kid") == named]
    if not candidates:
        raise UnknownKeyError
    fitting = [key for key in candidates if _fits(key, str(header["alg"]))]
    if len(fitting) != 1:
        if named is None and not fitting:
            raise UnknownKeyError
        raise ValueError("No key that fits, or several.")
    return _made(fitting[0])


def _parts(row: Mapping[str, Any]) -> dict[str, str]:
    found = {name: row[name] for name in PARTS if isinstance(row.get(name), str)}
    return {name: value for name, value in found.items() if len(value) <= LONGEST}


def _is_for_signatures(row: Mapping[str, Any]) -> bool:
    operations = row.get("key_ops", ["verify"])
    is_known = row.get("kty") in {"RSA", "EC"} and row.get("use", "sig") == "sig"
    return is_known and isinstance(operations, list) and "verify" in operations


def _fits(key: Jwk, algorithm: str) -> bool:
    if key.get("alg", algorithm) != algorithm:
        return False
    if key.get("kty") == "RSA":
        return algorithm in RSA
    return CURVES.get(algorithm, "") == key.get("crv")


def _made(key: Jwk) -> PublicKey:
    try:
        with warnings.catch_warnings(action="ignore"):  # too small a key is refused here
            if key.get("kty") == "EC":
                return ECKey.import_key({name: key[name] for name in ("kty", "crv", "x", "y")})
            made = RSAKey.import_key({name: key[name] for name in ("kty", "n", "e")})
    except (JoseError, ValueError, TypeError, KeyError, ArithmeticError):
        raise ValueError("No key.") from None
    if made.public_key.key_size < SMALLEST:
        raise ValueError("Too small a key.")
    return made
