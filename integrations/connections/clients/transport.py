"""Carry requests' calls over `integrations.http`, so that nothing of requests or urllib3 ever opens a socket."""

import http
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from integrations import http as outgoing
from integrations.connections.types import Access
from integrations.errors import Reason, UnavailableError
from tenants.types import TenantRef

from . import decoding
from .pinning import Pin


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a call is made: they travel as requests' `timeout`."""

    deadline: outgoing.Deadline
    is_safe: bool
    whole: outgoing.Deadline | None = None
    """By when the body of a stream must be there."""
    identity: outgoing.Identity | None = None
    """Who we are, in place of who the connection says."""


class Reply(requests.Response):
    """An answer; what is read from it is read strictly, and what it raises quotes nobody."""

    def json(self, **kwargs: Any) -> Any:
        """Read the body.

        :raises UnavailableError: when it is not JSON.
        """
        return decoding.read(self.content)

    def read_all(self, largest: int) -> None:
        """Read what was to be a stream as a whole, and end the call.

        :raises UnavailableError: when it is larger than that, or breaks off.
        """
        with self:
            if isinstance(self.raw, Body):
                self.raw.largest = largest
            self._content = b"".join(self.iter_content(65_536))

    def raise_for_status(self) -> None:
        """Refuse any answer that is not what was asked for; requests' own error quotes the address.

        :raises UnavailableError: when the status is 300 or above.
        """
        if self.status_code >= http.HTTPStatus.MULTIPLE_CHOICES:
            raise UnavailableError(Reason.MALFORMED)


class Transport(BaseAdapter):
    """The way from one client to its system."""

    def __init__(self, access: Access, tenant: TenantRef, pin: Pin) -> None:
        super().__init__()
        self._access, self._pin = access, pin
        self._call = outgoing.Call(
            url=access.address,
            reach=outgoing.of_tenant(tenant),
            connect=access.limits.connect,
            read=access.limits.read,
            largest_answer=access.limits.largest_answer,
            owner=outgoing.Owner(tenant.uuid, access.key),
            identity=identity_of(access),
            about={"tenant": str(tenant.uuid), "system": access.system},
        )

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Reply:
        """Make the call; certificates and proxies are the connection's, whatever is asked here.

        :raises UnavailableError: when there is no answer, or the address is not the connection's.
        """
        url = request.url or ""
        self._pin.check(url)
        terms = timeout if isinstance(timeout, Terms) else self._usual
        call = replace(
            self._call,
            url=url,
            method=request.method or "GET",
            is_safe=terms.is_safe,
            headers=dict(request.headers),
            content=_content(request),
            deadline=terms.deadline,
            identity=terms.identity or self._call.identity,
        )
        try:
            return _stream(request, call, terms) if stream else _call(request, call)
        except ValueError:  # a header that HTTP does not allow; its error would quote the secret
            raise UnavailableError(Reason.SECRET_UNREADABLE) from None

    @property
    def _usual(self) -> Terms:
        """Answer the terms for who hands a prepared request to the session itself."""
        return Terms(outgoing.Deadline(self._access.limits.total), is_safe=False)

    def close(self) -> None:
        """Keep the connections: they are the municipality's, not this client's."""


class Body:
    """A body that is still to come, as requests wants it."""

    def __init__(self, arriving: outgoing.Stream) -> None:
        self._arriving = arriving
        self.largest: int | None = None

    def stream(self, amount: int, decode_content: bool = False) -> Iterator[bytes]:
        """Yield it as it arrives."""
        yield from self._arriving.pieces(largest=self.largest)

    def close(self) -> None:
        """End the call."""
        self._arriving.close()

    release_conn = close
    """What requests calls in its place when all was read."""


def identity_of(access: Access) -> outgoing.Identity:
    """Answer who we are on this connection, and whom we trust."""
    own = access.certificate
    if own is None and not access.trusted:
        return outgoing.NOBODY
    return outgoing.Identity(own.chain if own else "", own.key if own else "", access.trusted)


def _call(request: requests.PreparedRequest, call: outgoing.Call) -> Reply:
    answer = outgoing.call(call)
    return _reply(request, answer.status, answer.headers, answer.body)


def _stream(request: requests.PreparedRequest, call: outgoing.Call, terms: Terms) -> Reply:
    arriving = outgoing.stream(call, whole=terms.whole)
    reply = _reply(request, arriving.status, arriving.headers, None)
    reply.raw = Body(arriving)
    return reply


def _content(request: requests.PreparedRequest) -> Any:
    body = request.body
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else body


def _reply(
    request: requests.PreparedRequest, status: int, headers: Mapping[str, str], body: bytes | None
) -> Reply:
    reply = Reply()
    reply.status_code = status
    reply.headers = CaseInsensitiveDict(headers)
    reply.encoding = requests.utils.get_encoding_from_headers(reply.headers)
    reply.url, reply.request = request.url or "", request
    if body is not None:
        reply._content = body
        reply._content_consumed = True  # type: ignore[attr-defined]
    return reply
