"""The calls to a provider: each bound to the origin that it goes to, through the guard of the connection.

Our secret goes to the token endpoint and nowhere else.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from integrations.connections import clients
from integrations.connections.types import Access, Authentication
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline, places
from tenants.types import TenantRef

from .providers import ClientAuthentication, Provider

DISCOVERY: Final = "/.well-known/openid-configuration"
LONGEST: Final = 60_000
"""Letters of a token."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code was exchanged for."""

    id_token: str = field(repr=False)
    access_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """How a provider is reached, for whom, and by when all must be said."""

    access: Access = field(repr=False)
    tenant: TenantRef
    deadline: Deadline
    guard: clients.Guard | None = None
    is_installed: bool = False
    """Whether it is the installation's own: its documents are kept in this process, under no municipality's key."""

    def open(self, access: Access) -> clients.Client:
        """Open a client."""
        return clients.open(access, tenant=self.tenant, deadline=self.deadline, guard=self.guard)


class NotGrantedError(Exception):
    """Raised when a provider gives nothing for a code: `error` is the word that it gives for it."""

    def __init__(self, error: str) -> None:
        super().__init__("not granted")
        self.error = error


def get(line: Line, url: str) -> Any:
    """Read a document of a provider.

    :raises UnavailableError: when there is none.
    """
    with line.open(_at(line.access, url)) as client:
        reply = client.get(url)
        reply.raise_for_status()
        return reply.json()


def exchange(line: Line, provider: Provider, form: Mapping[str, str]) -> Tokens:
    """Exchange a code for tokens; where the provider does not take our secret, once with the former one.

    :raises NotGrantedError: when it gives nothing for this code.
    :raises UnavailableError: when there is no answer, or it does not know us.
    """
    try:
        return _exchange(line, provider, form, line.access.secret)
    except UnavailableError as error:
        if error.reason is not Reason.REFUSED or not line.access.former_secret:
            raise
    return _exchange(line, provider, form, line.access.former_secret)


def userinfo(line: Line, provider: Provider, token: str) -> clients.Reply:
    """Ask what else is said of somebody.

    :raises UnavailableError: when there is no answer.
    """
    by_token = replace(
        _at(line.access, provider.userinfo),
        authentication=Authentication.BEARER,
        secret=token,
        scheme="Bearer",
    )
    with line.open(by_token) as client:
        reply: clients.Reply = client.get(
            provider.userinfo, headers={"Accept": "application/json, application/jwt"}
        )
        reply.raise_for_status()
        return reply


def open_to_all(access: Access) -> Access:
    """Leave out all that lets us in: a provider's documents are there for everybody."""
    return replace(access, authentication=Authentication.NONE, secret="", former_secret="")


def _exchange(line: Line, provider: Provider, form: Mapping[str, str], secret: str) -> Tokens:
    fields, headers, name = dict(form), {}, line.access.client_id
    if provider.authentication is ClientAuthentication.POST:
        fields |= {"client_id": name, "client_secret": secret}
    else:
        pair = f"{quote(name, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    with line.open(_at(line.access, provider.token)) as client:
        reply = client.post(provider.token, data=fields, headers=headers)
        if HTTPStatus.BAD_REQUEST <= reply.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _refusal(reply.json())
        reply.raise_for_status()
        return _tokens(reply.json())


def _refusal(told: Any) -> NotGrantedError | UnavailableError:
    error = told.get("error") if isinstance(told, dict) else None
    if error == "invalid_client":
        return UnavailableError(Reason.REFUSED)
    return NotGrantedError(error) if isinstance(error, str) else UnavailableError(Reason.MALFORMED)


def _tokens(told: Any) -> Tokens:
    match told:
        case {"id_token": str(id_token), "token_type": str(kind)} if kind.lower() == "bearer":
            access_token = told.get("access_token", "")
        case _:
            raise UnavailableError(Reason.MALFORMED)
    if not (isinstance(access_token, str) and _is_plain(access_token) and _is_plain(id_token)):
        raise UnavailableError(Reason.MALFORMED)
    return Tokens(id_token, access_token)


def _is_plain(token: str) -> bool:
    return len(token) <= LONGEST and token.isascii() and token.isprintable()


def _at(access: Access, url: str) -> Access:
    """Bind the access to the origin of an address, without anything that lets us in."""
    try:
        place = places.parse(url)
    except ValueError:
        raise UnavailableError(Reason.ADDRESS_REFUSED) from None
    return replace(open_to_all(access), address=f"{place.scheme}://{place.netloc}")
