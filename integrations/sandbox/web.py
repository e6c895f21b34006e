"""As much of a web framework as the sandbox needs: routes, requests, answers, and headers that protect."""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .line import NO_LINE, Line

LARGEST_BODY = 64_000_000
"""Bytes: documents come whole, in JSON."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
SAFE = {"GET", "HEAD"}
LOOPBACK = re.compile(r"(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\]")


@dataclass(frozen=True)
class Request:
    """A request, as far as the sandbox looks at it."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes = b""
    line: Line = field(default=NO_LINE, repr=False)

    @property
    def host(self) -> str:
        """Answer name and port under which we were asked."""
        return self.headers.get("host", "")

    @property
    def base(self) -> str:
        """Answer what our own addresses begin with."""
        return f"http://{self.host}"

    @cached_property
    def query(self) -> dict[str, str]:
        """Answer the parameters of the address."""
        found = parse_qs(self.query_string, keep_blank_values=True)
        return {name: values[-1] for name, values in found.items()}

    @cached_property
    def form(self) -> dict[str, str]:
        """Answer the fields of a form."""
        text = self.body.decode("utf-8", "replace")
        return {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}


@dataclass(frozen=True)
class Response:
    """An answer."""

    body: bytes | Iterable[bytes]
    """A stream is sent as it comes."""
    status: int = HTTPStatus.OK
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """Answer the whole body."""
        return self.body if isinstance(self.body, bytes) else b"".join(self.body)

    def json(self) -> Any:
        """Read the body as JSON."""
        return json.loads(self.content)


type View = Callable[..., Response]


@dataclass(frozen=True)
class Route:
    """Which view answers which method and path; named groups of the pattern are the view's arguments."""

    method: str
    pattern: str
    view: View
    is_for_others: bool = False
    """Whether pages of others may send forms here: a browser is sent to a provider of sign-in that way."""


class Application:
    """The WSGI application."""

    def __init__(self, routes: Sequence[Route], *, host: str) -> None:
        self._routes = [(route, re.compile(route.pattern)) for route in routes]
        self._host = host

    def __call__(self, environ: Mapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        response = self.answer(_request(environ))
        known = {"Content-Length": str(len(response.body))} if isinstance(response.body, bytes) else {}
        headers = {
            "Content-Type": response.content_type,
            **known,
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",  # with none at all browsers send `Origin: null` with our own forms
            "Cache-Control": "no-store",
            **response.headers,
        }
        status = HTTPStatus(response.status)
        start_response(f"{status.value} {status.phrase}", list(headers.items()))
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return [response.body] if isinstance(response.body, bytes) else response.body

    def answer(self, request: Request) -> Response:
        """Find the view; requests for foreign names, or sent by foreign pages, get none."""
        if not self._is_ours(request.host):
            return plain("Deze server antwoordt alleen op deze computer.", HTTPStatus.MISDIRECTED_REQUEST)
        is_foreign = request.method not in SAFE and not _same_origin(request)
        method = "GET" if request.method == "HEAD" else request.method
        for route, pattern in self._routes:
            found = pattern.fullmatch(request.path)
            if found and route.method in {method, "*"}:
                if is_foreign and not route.is_for_others:
                    break
                return route.view(request, **found.groupdict())
        if is_foreign:
            return plain("Dit formulier komt van een andere site.", HTTPStatus.FORBIDDEN)
        return plain("Deze pagina bestaat niet.", HTTPStatus.NOT_FOUND)

    def _is_ours(self, host: str) -> bool:
        """Tell whether a name is loopback's: a name on the internet that leads here is somebody's trick."""
        name = re.sub(r":\d+$", "", host.lower())
        return name == self._host or LOOPBACK.fullmatch(name) is not None


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _request(environ: Mapping[str, Any]) -> Request:
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    length = environ.get("CONTENT_LENGTH") or "0"
    size = min(int(length), LARGEST_BODY) if length.isdecimal() else 0
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ["PATH_INFO"],
        query_string=environ.get("QUERY_STRING", ""),
        headers=headers,
        body=environ["wsgi.input"].read(size) if size else b"",
        line=environ.get("sandbox.line", NO_LINE),
    )


def plain(text: str, status: int = HTTPStatus.OK) -> Response:
    """Answer with a line of text."""
    return Response(text.encode(), status, "text/plain; charset=utf-8")


def redirect(path: str) -> Response:
    """Send the browser to another page."""
    return Response(b"", HTTPStatus.SEE_OTHER, headers={"Location": path})


def escape(text: object) -> str:
    """Make a text harmless in HTML."""
    return html.escape(str(text))
