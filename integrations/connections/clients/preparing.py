"""Put a request in its final form, once, while it is found out whether it may be made at all."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

import requests

PLAIN: Final = re.compile(r"https?://[a-z0-9.-]+(:\d+)?(/[A-Za-z0-9_~-]+(\.[A-Za-z0-9_~-]+)*)+/?")
"""An address that is in its final form already, but for its parameters."""


class Bare(requests.PreparedRequest):
    """A request in its final form, without cookies: none are kept or sent, and a jar for them takes its time."""

    def prepare_url(self, url: Any, params: Any) -> None:
        """Take apart and quote only what may need it."""
        if not (isinstance(url, str) and PLAIN.fullmatch(url) and _are_words(params)):
            super().prepare_url(url, params)
            return
        self.url = f"{url}?{urlencode(params)}" if params else url

    def prepare_cookies(self, cookies: Any) -> None:
        """Send none."""

    def copy(self) -> "Bare":
        """Answer another one, of which the headers may be changed."""
        other = Bare()
        other.method, other.url, other.body = self.method, self.url, self.body
        other.headers = self.headers.copy()
        return other


class Preparation:
    """A request that is being put in its final form."""

    def __init__(
        self, prepare: Callable[[requests.Request], requests.PreparedRequest], request: requests.Request
    ) -> None:
        self._prepare, self._request = prepare, request
        self._result: requests.PreparedRequest | Exception | None = None

    @property
    def can_repeat(self) -> bool:
        """Tell whether its body can be sent twice: what is read piece by piece cannot."""
        data = self._request.data
        return data is None or isinstance(data, bytes | str | list | tuple | Mapping)

    @property
    def request(self) -> requests.PreparedRequest:
        """Answer the final form.

        :raises Exception: what was wrong with it.
        """
        self.begin()
        if isinstance(self._result, requests.PreparedRequest):
            return self._result
        assert self._result is not None
        raise self._result

    def begin(self) -> None:
        """Prepare it, unless that was done; what is wrong with it is said to who asks for it."""
        if self._result is None:
            try:
                self._result = self._prepare(self._request)
            except Exception as error:  # the caller of `begin` has no use for it
                self._result = error


def _are_words(params: Any) -> bool:
    return not params or (type(params) is dict and all(type(value) is str for value in params.values()))
