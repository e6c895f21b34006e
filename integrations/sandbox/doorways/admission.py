"""The ways of being let in that are not of the ZGW standard; whoever has the wrong key reads 401."""

import base64
import hmac
from collections.abc import Callable
from http import HTTPStatus

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response

type View = Callable[..., Response]


def by_header(name: str, view: View) -> View:
    """Let those in who send the municipality's secret in this header."""
    return _by(name, lambda call: call.municipality.secret, view)


def by_scheme(scheme: str, view: View) -> View:
    """Let those in who send it as `Authorization: <scheme> …`."""
    return _by("authorization", lambda call: f"{scheme} {call.municipality.secret}", view)


def by_password(view: View) -> View:
    """Let those in who send client id and secret as basic authentication."""
    return _by(
        "authorization", lambda call: _basic(call.municipality.client_id, call.municipality.secret), view
    )


def by_key_as_name(view: View) -> View:
    """Let those in who send the secret as the user name, without a password."""
    return _by("authorization", lambda call: _basic(call.municipality.secret, ""), view)


def _by(name: str, expected: Callable[[Call], str], view: View) -> View:
    def inside(call: Call, **groups: str) -> Response:
        given = call.request.headers.get(name.lower(), "")
        if not hmac.compare_digest(given.encode(), expected(call).encode()):
            raise RefusedError(HTTPStatus.UNAUTHORIZED)
        return view(call, **groups)

    return inside


def _basic(name: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"
