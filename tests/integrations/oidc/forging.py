"""A provider on a real socket that says whatever a test wants, and can lie in every way."""

import hashlib
import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey
from joserfc.jws import JWSRegistry

from tests.integrations import talking
from tests.integrations.talking import Asked, Talker

CLIENT_ID = "inwonerplein-proef"
SECRET = "geheim: van/de+proef"
CODE = "code-1"
ACCESS_TOKEN = "toegang-1"
STATE, NONCE, VERIFIER = "state-" + "s" * 40, "nonce-" + "n" * 40, "verifier-" + "v" * 40
SUBJECT = "wie-1"


def rsa(name: str = "one") -> RSAKey:
    """Make a key, once for each name."""
    return _rsa(name)


@cache
def _rsa(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name})


@cache
def elliptic(curve: str, name: str) -> ECKey:
    """Make a key of a curve."""
    return ECKey.generate_key(curve, {"kid": name})


def public(key: RSAKey | ECKey, **more: Any) -> dict[str, Any]:
    """Answer a key as a provider publishes it."""
    return {**key.as_dict(private=False), **more}


def signed(
    claims: Any, key: RSAKey | ECKey | OctKey, alg: str = "RS256", header: dict[str, Any] | None = None
) -> str:
    """Sign claims, whatever they are."""
    named = {"alg": alg, "kid": key.kid, **(header or {})}
    registry = JWSRegistry(algorithms=[alg], strict_check_header=False)
    content = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    return jws.serialize_compact(
        {name: value for name, value in named.items() if value is not None}, content, key, registry=registry
    )


def left_hash(value: str) -> str:
    """Make the hash of a token that goes into an ID token."""
    return urlsafe_b64encode(hashlib.sha256(value.encode()).digest()[:16]).rstrip(b"=").decode()


@dataclass
class Forger:
    """One issuer, below a path of its own."""

    talker: Talker
    path: str
    discovery: dict[str, Any] = field(default_factory=dict)
    """What its document says otherwise; None leaves something out."""
    keys: list[dict[str, Any]] = field(default_factory=lambda: [public(rsa())])
    claims: dict[str, Any] = field(default_factory=dict)
    """What its ID token says otherwise; None leaves something out."""
    more: dict[str, Any] = field(default_factory=dict)
    """What its userinfo says."""
    sign: Callable[[dict[str, Any]], str] = field(default=lambda claims: signed(claims, rsa()))
    instead: dict[str, Callable[[Asked], bytes]] = field(default_factory=dict)
    """What it answers in place of an honest answer: by `discovery`, `keys`, `token` or `userinfo`."""
    asked: list[str] = field(default_factory=list)
    secret: str = SECRET
    nonce: str = NONCE
    verifiers: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Answer its address."""
        return f"{self.talker.url}{self.path}"

    def id_token(self) -> str:
        """Make the ID token."""
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": SUBJECT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "at_hash": left_hash(ACCESS_TOKEN),
            **self.claims,
        }
        return self.sign({name: value for name, value in told.items() if value is not None})

    def count(self, what: str) -> int:
        """Count how often something was asked."""
        return self.asked.count(what)

    def answer(self, asked: Asked) -> bytes:
        """Answer a call."""
        what = {
            "/.well-known/openid-configuration": "discovery",
            "/keys": "keys",
            "/token": "token",
            "/userinfo": "userinfo",
        }.get(urlsplit(asked.target).path.removeprefix(self.path), "")
        self.asked.append(what)
        if what in self.instead:
            return self.instead[what](asked)
        return getattr(self, f"_{what}", lambda asked: talking.answer(status=404))(asked)  # type: ignore[no-any-return]

    def _discovery(self, asked: Asked) -> bytes:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/logout",
            **self.discovery,
        }
        return talking.as_json({name: value for name, value in told.items() if value is not None})

    def _keys(self, asked: Asked) -> bytes:
        return talking.as_json({"keys": self.keys})

    def _token(self, asked: Asked) -> bytes:
        form = dict(parse_qsl(asked.body.decode()))
        self.forms.append(form)
        if self._pair(asked, form) != (CLIENT_ID, self.secret):
            return talking.as_json({"error": "invalid_client"}, 401)
        if form.get("code") != CODE or form.get("code_verifier") != VERIFIER:
            return talking.as_json({"error": "invalid_grant"}, 400)
        return talking.as_json(
            {"access_token": ACCESS_TOKEN, "token_type": "Bearer", "id_token": self.id_token()}
        )

    def _pair(self, asked: Asked, form: dict[str, str]) -> tuple[str, str]:
        kind, _, told = asked.headers.get("authorization", "").partition(" ")
        if kind != "Basic":
            return form.get("client_id", ""), form.get("client_secret", "")
        name, _, secret = b64decode(told).decode().partition(":")
        return unquote(name), unquote(secret)

    def _userinfo(self, asked: Asked) -> bytes:
        if asked.headers.get("authorization") != f"Bearer {ACCESS_TOKEN}":
            return talking.answer(status=401)
        return talking.as_json({"sub": SUBJECT, **self.more})


@contextmanager
def forging(*paths: str) -> Iterator[list[Forger]]:
    """Serve issuers on one origin, each below its path."""
    forgers: list[Forger] = []

    def say(asked: Asked) -> bytes:
        whose = next((one for one in forgers if asked.target.startswith(f"{one.path}/")), None)
        return whose.answer(asked) if whose else talking.answer(status=404)

    with talking.talking(say) as talker:
        forgers += [Forger(talker, path) for path in paths]
        yield forgers


def asked_for(url: str) -> dict[str, str]:
    """Answer what an address asks for."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
