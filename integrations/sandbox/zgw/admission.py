"""Who is let in, and with which headers."""

from collections.abc import Callable
from http import HTTPStatus

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response

from . import tokens
from .answers import CRS
from .profiles import Profile


def authorised(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let only those in who carry a token of this municipality's access."""

    def inside(call: Call, **groups: str) -> Response:
        header = call.request.headers.get("authorization", "")
        try:
            tokens.check(header, client_id=call.municipality.client_id, secret=call.municipality.secret)
        except tokens.TokenError as error:
            raise RefusedError(HTTPStatus.FORBIDDEN, str(error)) from None
        return view(call, **groups)

    return inside


def check_crs(call: Call, profile: Profile, *, writes: bool = False) -> None:
    """Look at the headers that name a coordinate system.

    :raises RefusedError: when one is missing that is needed, or names another system than there is.
    """
    headers = call.request.headers
    needed = {"accept-crs", "content-crs"} if not profile.is_current else {"content-crs"} if writes else set()
    for name in ("accept-crs", "content-crs"):
        if name not in headers and name in needed:
            raise RefusedError(HTTPStatus.PRECONDITION_FAILED, "missing-crs")
        if headers.get(name, CRS) != CRS:
            raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, "unsupported-crs")
