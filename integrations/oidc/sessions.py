"""A provider with which we speak just now: reached as a connection says, within one deadline."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from integrations.connections import queries as connections
from integrations.connections.types import Access, System
from integrations.errors import NotConfiguredError, UnavailableError
from integrations.http import Deadline
from integrations.identities import RefusalReason, SignInRefusedError
from tenants.entry import current

from . import client, documents, installed, refusals, tokens
from .client import Line, NotGrantedError, Tokens
from .keys import PublicKey
from .providers import Provider
from .tokens import Opened
from .types import Installed

PATIENCE: Final = 8.0
"""Seconds for all that a sign-in asks of a provider."""
JWT: Final = frozenset({"jwt"})


@dataclass(frozen=True, slots=True)
class Speaking:
    """One provider, within one deadline."""

    line: Line
    provider: Provider

    @property
    def client_id(self) -> str:
        """Answer what the provider calls us."""
        return self.line.access.client_id

    @classmethod
    def with_(cls, connection: uuid.UUID | Installed) -> Self:
        """Look up how a provider is reached, and what it says of itself.

        :param connection: of the municipality that was entered, or what the installation itself says of its own.
        :raises SignInRefusedError: when that is not possible.
        """
        if isinstance(connection, Installed):
            line = installed.line(connection, Deadline(PATIENCE))
        else:
            line = Line(_access(connection), current(), Deadline(PATIENCE))
        try:
            return cls(line, documents.provider(line))
        except UnavailableError as error:
            raise refusals.unavailable("discovery", error.reason) from None

    def exchanged(self, code: str, *, redirect_uri: str, verifier: str) -> Tokens:
        """Exchange a code for tokens.

        :raises SignInRefusedError: when there is nothing to be had for it.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        try:
            return client.exchange(self.line, self.provider, form)
        except NotGrantedError as error:
            if error.error == "invalid_grant":  # used before, of another journey, or with another verifier
                raise refusals.invalid("grant") from None
            raise refusals.unavailable("token_refused", None) from None
        except UnavailableError as error:
            raise refusals.unavailable("token", error.reason) from None

    def opened(self, token: str, *, types: frozenset[str] = JWT) -> Opened:
        """Open what the provider signed.

        :raises SignInRefusedError: when it did not.
        """
        return tokens.opened(token, self._key, types=types)

    def more(self, access_token: str, *, subject: str) -> Mapping[str, Any]:
        """Ask what else is said of somebody at the userinfo endpoint.

        :raises SignInRefusedError: when nothing is, or of somebody else.
        """
        if not self.provider.userinfo or not access_token:
            raise refusals.unavailable("no_userinfo", None)
        try:
            reply = client.userinfo(self.line, self.provider, access_token)
            kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
            told = (
                self._signed(reply.content.decode("ascii", "replace"))
                if kind == "application/jwt"
                else reply.json()
            )
        except UnavailableError as error:
            raise refusals.unavailable("userinfo", error.reason) from None
        if not isinstance(told, Mapping) or told.get("sub") != subject:
            raise refusals.invalid("userinfo")
        return told

    def _signed(self, token: str) -> Mapping[str, Any]:
        claims = self.opened(token.strip()).claims
        audience = claims.get("aud")
        ours = audience if isinstance(audience, list) else [audience]
        if claims.get("iss") != self.provider.issuer or self.client_id not in ours:
            raise refusals.invalid("userinfo")
        return claims

    def _key(self, header: Mapping[str, Any]) -> PublicKey:
        return documents.key(self.line, self.provider, header)


def _access(connection: uuid.UUID) -> Access:
    try:
        access = connections.access_to(connection)
    except (NotConfiguredError, UnavailableError) as error:
        raise refusals.closed(error) from None
    if access.system != System.OPENID:
        raise SignInRefusedError(RefusalReason.CLOSED, "other_system")
    return access
