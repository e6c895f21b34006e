"""A session that is bound to one system of one municipality."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from ape_pie import APIClient
from django.utils import timezone
from requests.cookies import RequestsCookieJar
from requests.structures import CaseInsensitiveDict

from integrations.connections.types import Access, Certificate
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef

from . import authentication
from .guarding import Guard
from .pinning import pin
from .preparing import Bare, Preparation
from .recorded import recorded
from .transport import Body, Reply, Terms, Transport, identity_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LONG = 600.0
LARGE = 2_000_000_000
"""Seconds and bytes of a stream."""
UNBOUND = 86_400.0
NO_COOKIES = RequestsCookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
"""Takes none."""


class Client(APIClient):
    """What a system's client speaks through: `get`, `post`, … below the connection's address.

    Answers come back whatever they say, except what means that there is none: 401 and 403, 429, 500 and above raise
    `UnavailableError`, as everything does that happens on the way.
    """

    def __init__(self, access: Access, *, tenant: TenantRef, deadline: Deadline | None, guard: Guard) -> None:
        self._begin(access.address)
        self.pin = pin(access.address)
        self._access, self._tenant, self._guard = access, tenant, guard
        self._deadline = deadline or Deadline(UNBOUND)
        self._transport = Transport(access, tenant, self.pin)
        self.adapters = {"https://": self._transport, "http://": self._transport}

    def _begin(self, address: str) -> None:
        """Set what a session has; its own beginning makes two pools of sockets that are not ours to use."""
        self.base_url, self._request_kwargs = address, {}
        self.headers = CaseInsensitiveDict({"Accept": "application/json"})
        self.auth = self.cert = None
        self.proxies, self.params, self.hooks = {}, {}, {}
        self.stream, self.verify, self.max_redirects = False, True, 0
        self.trust_env = False  # no .netrc, no proxies from the environment
        self.cookies = NO_COOKIES

    def __repr__(self) -> str:
        return f"<Client {self._access.system or 'of a system'}>"

    def to_absolute_url(self, maybe_relative_url: str | bytes) -> str:
        """Answer where a call goes to: a path below the address, or a link; the transport judges both."""
        url = maybe_relative_url
        return self.pin.absolute(url.decode() if isinstance(url, bytes) else url)

    def prepare_request(self, request: requests.Request) -> Bare:
        """Put a call in its final form, with our headers and without cookies."""
        prepared = Bare()
        prepared.prepare(
            method=request.method,
            url=request.url,
            headers={**self.headers, **(request.headers or {})},
            files=request.files,
            data=request.data,
            params=request.params,
            auth=request.auth,
            json=request.json,
        )
        return prepared

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow nothing: a redirect is an answer, and no credential goes after it (attack W02, fault F14)."""

    def request(  # type: ignore[override]
        self,
        method: str,
        url: str,
        *,
        is_safe: bool | None = None,
        timeout: float | None = None,
        stream: bool = False,
        allow_redirects: bool = False,
        **parts: Any,
    ) -> Reply:
        """Make a call.

        :param is_safe: whether it changes nothing there, where the method does not say so: a search by POST.
        :param timeout: seconds, in place of the connection's own limit; of the whole body, for a stream.
        :raises UnavailableError: when there is no answer, or one that means that there is none.
        """
        is_harmless = method.upper() in SAFE if is_safe is None else is_safe
        total = self._access.limits.total
        terms = Terms(
            deadline=self._deadline.within(total if stream or timeout is None else timeout),
            is_safe=is_harmless,
            whole=Deadline(timeout or LONG) if stream else None,
        )
        request = requests.Request(method.upper(), self.to_absolute_url(url), **parts)
        prepared = Preparation(self.prepare_request, request)
        with recorded(self._access.system):
            return self._guard.call(
                self._tenant.uuid,
                self._access,
                lambda: self._converse(prepared.request, terms, stream=stream),
                is_safe=is_harmless and prepared.can_repeat,
                deadline=terms.deadline,
                meanwhile=prepared.begin,
            )

    def room_for(self, number: int) -> AbstractContextManager[None]:
        """Take places for so many calls that begin side by side in this block, in one question."""
        return self._guard.room_for(self._tenant.uuid, self._access, number, deadline=self._deadline)

    def get(self, url: str, **parts: Any) -> Reply:  # type: ignore[override]
        """Make a call that changes nothing; `parts` as of `request`.

        :raises UnavailableError: as `request` does.
        """
        return self.request("GET", url, **parts)

    def post(self, url: str, **parts: Any) -> Reply:  # type: ignore[override]
        """Make a call that changes something, unless `is_safe` says otherwise.

        :raises UnavailableError: as `request` does.
        """
        return self.request("POST", url, **parts)

    @contextmanager
    def download(
        self, url: str, *, largest: int = LARGE, seconds: float = LONG, **parts: Any
    ) -> Iterator[Reply]:
        """Fetch something large: its body is read piece by piece with `iter_content()`, within limits of its own.

        :raises UnavailableError: also while it is read; what came before is then no answer.
        """
        reply = self.request("GET", url, stream=True, timeout=seconds, **parts)
        if isinstance(reply.raw, Body):
            reply.raw.largest = largest
        with reply:
            yield reply

    def _converse(self, prepared: requests.PreparedRequest, terms: Terms, *, stream: bool) -> Reply:
        """Ask; where the other side refuses our certificate, once with the other one that it may know."""
        other = self._access.other_certificate
        if other is None or not _can_repeat(prepared):
            return self._judge(self._talk(self._access, prepared, terms, stream=stream))
        try:
            reply = self._talk(self._access, prepared, terms, stream=stream)
        except UnavailableError as error:
            if not authentication.is_about_certificate(error, is_safe=terms.is_safe):
                raise
            return self._talk_as_other(other, prepared, terms, stream=stream, first=error)
        if reply is None or reply.status_code in authentication.NOT_OURS:
            return self._talk_as_other(other, prepared, terms, stream=stream, first=reply)
        return self._judge(reply)

    def _judge(self, reply: Reply | None) -> Reply:
        if reply is None or _is_refusal(reply):
            is_about_rights = reply is not None and authentication.is_about_rights(self._access, reply)
            raise UnavailableError(Reason.REFUSED, is_about_rights=is_about_rights)
        if reply.status_code == 429:
            raise UnavailableError(Reason.THROTTLED, retry_after=_patience(reply))
        if reply.status_code >= 500:
            raise UnavailableError(Reason.HAS_TROUBLE, retry_after=_patience(reply))
        return reply

    def _talk_as_other(
        self,
        other: Certificate,
        prepared: requests.PreparedRequest,
        terms: Terms,
        *,
        stream: bool,
        first: Reply | UnavailableError | None,
    ) -> Reply:
        """Ask with another certificate; when that is refused too, what the first attempt came to is the answer."""
        access = replace(self._access, certificate=other)
        terms = replace(terms, identity=identity_of(access))
        try:
            return self._judge(self._talk(access, prepared, terms, stream=stream))
        except UnavailableError as error:
            if isinstance(first, UnavailableError):
                raise (first if authentication.is_about_certificate(error, is_safe=True) else error) from None
            if error.reason in {Reason.REFUSED, Reason.NOT_SECURE}:
                return self._judge(first)
            raise

    def _talk(
        self, access: Access, prepared: requests.PreparedRequest, terms: Terms, *, stream: bool
    ) -> Reply | None:
        """Ask; once more with a fresh token, and once with the former secret, where the other side refuses."""
        reply, token = self._ask(access, prepared, access.secret, terms, stream=stream)
        can_repeat = _can_repeat(prepared)
        if reply is not None and can_repeat and authentication.may_renew(access, reply):
            reply, token = self._ask(access, prepared, access.secret, terms, stream=stream, refused=token)
        if access.former_secret and can_repeat and _is_refusal(reply):
            reply, token = self._ask(access, prepared, access.former_secret, terms, stream=stream)
        return reply

    def _ask(
        self,
        access: Access,
        prepared: requests.PreparedRequest,
        secret: str,
        terms: Terms,
        *,
        stream: bool,
        refused: str = "",
    ) -> tuple[Reply | None, str]:
        """Ask once; answer nothing where not even a token was to be had for this secret."""
        signed = prepared.copy()
        try:
            token = authentication.sign(
                signed,
                access,
                secret,
                tenant=self._tenant,
                deadline=terms.deadline,
                refused=refused,
            )
        except UnavailableError as error:
            if error.reason is Reason.REFUSED:
                return None, ""
            raise
        # Not by way of `send`: the session's cookies, hooks and redirects, of which there are none, take their time.
        reply = self._transport.send(signed, stream=stream, timeout=terms)
        if stream and reply.status_code != 200:
            reply.read_all(access.limits.largest_answer)
        return reply, token


def _can_repeat(prepared: requests.PreparedRequest) -> bool:
    return isinstance(prepared.body, bytes | str | None)


def _is_refusal(reply: Reply | None) -> bool:
    # Compared with None: an answer of 400 or above counts as false.
    return reply is None or reply.status_code in authentication.REFUSALS


def _patience(reply: Reply) -> float | None:
    """Read Retry-After: seconds, or a date."""
    told = reply.headers.get("retry-after", "").strip()
    if told.isdecimal() and len(told) < 10:
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - timezone.now()).total_seconds())
    except (ValueError, TypeError):
        return None
