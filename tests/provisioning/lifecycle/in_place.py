"""Answer the smoke request in this process: the real stack of the portal without sockets."""

import io
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.utils import translation


def fetch(*, url: str, host: str, headers: Mapping[str, str], timeout: float) -> int:
    """Ask the portal in this process for an address of a host; answers the status."""
    statuses: list[int] = []

    def start_response(status: str, _headers: object, _error: object = None) -> None:
        statuses.append(int(status.split()[0]))

    with translation.override(translation.get_language()):
        response = WSGIHandler()(_environ(url, host, headers), start_response)
        for _part in response:
            pass
        response.close()
    return statuses[0]


def _environ(url: str, host: str, headers: Mapping[str, str]) -> dict[str, Any]:
    address = urlsplit(url)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address.path or "/",
        "QUERY_STRING": address.query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": True,
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
