"""Somebody who fills in forms without a browser: keeps cookies, sends hidden fields back."""

import http.client
import re
import urllib.parse
from html import unescape
from html.parser import HTMLParser
from http.cookies import SimpleCookie

from tests.browser import codes
from tests.browser.web import Answer

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
PATIENCE = 45
"""Seconds until somebody gives up: no limit on time, which on a busy machine would fail for nothing."""


class _Form(HTMLParser):
    """What a browser would send of the fields of a page, as they stand."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._select = self._textarea = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name, kind = values.get("name", ""), values.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = name
            self.fields.append((name, ""))
        elif tag == "option" and "selected" in values and self._select:
            self.fields.append((self._select, values.get("value", "")))
        elif tag == "input" and name and kind in {"checkbox", "radio"}:
            if "checked" in values:
                self.fields.append((name, values.get("value", "on")))
        elif tag == "input" and name and kind not in {"submit", "button", "file", "image", "reset"}:
            self.fields.append((name, values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            name, text = self.fields[-1]
            self.fields[-1] = (name, (text + data).removeprefix("\n"))


class Client:
    """One visitor of one host."""

    def __init__(self, port: int, host: str) -> None:
        self.port, self.host = port, f"{host}:{port}"
        self.cookies: dict[str, str] = {}
        self.page = Answer(0, {}, b"")
        self.path = "/"

    def get(self, path: str) -> Answer:
        """Ask for a page, and for what it redirects to."""
        return self._ask("GET", path)

    def submit(self, path: str = "", **fields: str) -> Answer:
        """Send the form of the page that was asked for last."""
        source = self.page.body.decode()
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(source)}
        return self._ask("POST", path or self.path, urllib.parse.urlencode({**hidden, **fields}))

    def fill_in(self, **fields: str) -> Answer:
        """Send the whole form of the page that was asked for last, with these fields changed."""
        found = _Form(self.page.body.decode()).fields
        found = [(name, value) for name, value in found if name not in fields and "__prefix__" not in name]
        return self._ask("POST", self.path, urllib.parse.urlencode([*found, *fields.items()]))

    def again(self) -> "Client":
        """Answer the same person in another window of the same browser."""
        other = Client(self.port, self.host.partition(":")[0])
        other.cookies = dict(self.cookies)
        return other

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": self.host, "Cookie": cookies, "Origin": f"http://{self.host}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie") or []:
                self.cookies.update({name: each.value for name, each in SimpleCookie(line).items()})
            found = {name.lower(): value for name, value in response.getheaders()}
            self.page, self.path = Answer(response.status, found, response.read()), path
        finally:
            connection.close()
        if self.page.status in {301, 302, 303}:
            target = urllib.parse.urlsplit(self.page.headers["location"])
            return self._ask("GET", target.path + (f"?{target.query}" if target.query else ""))
        return self.page


def sign_in(client: Client, entry: dict[str, str], *, operator: bool = False) -> Answer:
    """Sign in with password and second factor; answers the page that comes then."""
    client.get(urllib.parse.urlsplit(entry["url"]).path)
    if operator:
        client.submit(email=entry["user"], password=entry["password"])
        return client.submit(code=codes.current(entry["totp_secret"]))
    client.submit(**{"auth-username": entry["user"], "auth-password": entry["password"]})
    return client.submit(**{"token-otp_token": codes.current(entry["totp_secret"])})
