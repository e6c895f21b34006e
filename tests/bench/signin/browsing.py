"""A browser: its cookies, and pages one after the other over connections that it keeps."""

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode, urlsplit

TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORM: Final = "application/x-www-form-urlencoded"
IDLE: Final = 1.0
"""Seconds that a connection stays good; ours closes those that are quiet for two."""
AGENT: Final = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and from when until when it was waited for."""

    status: int
    location: str
    body: bytes
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """Answer how long it was waited for."""
        return self.ended - self.began

    @property
    def token(self) -> str:
        """Answer what the page's form must bring along."""
        found = TOKEN.search(self.body.decode())
        assert found, self.body[:500]
        return found[1]


class UnexpectedAnswerError(RuntimeError):
    """Raised when an answer is another than is measured."""


class Browser:
    """Somebody at one municipality, who may be sent elsewhere."""

    def __init__(self, port: int, host: str) -> None:
        self._home = f"127.0.0.1:{port}"
        self._host = f"{host}:{port}"
        self._lines: dict[str, http.client.HTTPConnection] = {}
        self._used: dict[str, float] = {}
        self.cookies: dict[str, str] = {}

    def forget(self) -> None:
        """Be a browser that was nowhere yet, on the same connections."""
        self.cookies.clear()

    def get(self, path: str, *, expected: int = 200) -> Answer:
        """Ask the municipality for a page."""
        return _as(expected, self._ask("GET", self._home, path))

    def post(self, path: str, form: Mapping[str, str], *, expected: int, **headers: str) -> Answer:
        """Send the municipality a form."""
        return _as(expected, self._ask("POST", self._home, path, form, headers))

    def elsewhere(self, url: str, form: Mapping[str, str] | None = None, *, expected: int = 200) -> Answer:
        """Go to another site, or send a form there."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return _as(expected, self._ask("GET" if form is None else "POST", parts.netloc, path, form))

    def close(self) -> None:
        """Close its connections."""
        for line in self._lines.values():
            line.close()

    def _ask(
        self,
        method: str,
        place: str,
        path: str,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        line = self._line(place)
        at_home = place == self._home
        sent = {"User-Agent": AGENT, "Host": self._host if at_home else place, **(headers or {})}
        if at_home and self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if form is not None:
            sent["Content-Type"] = FORM
        began = time.monotonic()
        line.request(method, path, None if form is None else urlencode(form), sent)
        response = line.getresponse()
        body = response.read()
        ended = self._used[place] = time.monotonic()
        if at_home:
            self._keep(response.headers.get_all("Set-Cookie") or [])
        return Answer(response.status, response.headers.get("Location", ""), body, began, ended)

    def _line(self, place: str) -> http.client.HTTPConnection:
        """Answer an open connection: that it is made is not measured."""
        line = self._lines.setdefault(place, http.client.HTTPConnection(place, timeout=60))
        if time.monotonic() - self._used.get(place, 0) > IDLE:
            line.close()
        if line.sock is None:
            line.connect()
        return line

    def _keep(self, told: list[str]) -> None:
        for line in told:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


def _as(expected: int, answer: Answer) -> Answer:
    """Answer it, when it is what is measured.

    :raises UnexpectedAnswerError: when it is not.
    """
    if answer.status != expected:
        raise UnexpectedAnswerError(
            f"{answer.status} for {expected}, {answer.location.partition('?')[0]} {answer.body[:200]!r}"
        )
    return answer
