"""Put a request in its final form, once, while it is found out whether it may be made at all."""

from collections.abc import Callable, Mapping

import requests


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
