"""Ask the portals' own WSGI application, as a web server does, without a socket in between."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

NOWHERE = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str:
        """Answer the values of a header."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


@cache
def application() -> Callable[..., Any]:
    """Make the application of this process, once."""
    from config.wsgi import application as made

    answer: Callable[..., Any] = made
    return answer


def ask(
    host: str,
    path: str,
    *,
    query: Mapping[str, str] | None = None,
    cookie: str = "",
    method: str = "GET",
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Ask for a page."""
    body = urlencode(form or {}).encode()
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": urlencode(query or {}, quote_via=quote),
        "SERVER_NAME": NOWHERE,
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": NOWHERE,
        "HTTP_HOST": host,
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if form else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()},
    }
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    return _run(environ)


def _run(environ: dict[str, Any]) -> Answer:
    started: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        started[:] = [status, headers]

    chunks = application()(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return Answer(int(started[0].split()[0]), started[1], body.decode("utf-8", "replace"))
