"""Answers as ZGW words them."""

import hashlib
import json
import uuid as uuids
from http import HTTPStatus

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response

from .profiles import Profile

CRS = "EPSG:4326"
CODES = {
    HTTPStatus.BAD_REQUEST: "invalid",
    HTTPStatus.UNAUTHORIZED: "not_authenticated",
    HTTPStatus.FORBIDDEN: "permission_denied",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.TOO_MANY_REQUESTS: "throttled",
}


class InvalidError(RefusedError):
    """Raised when a part of a request is not as the standard says."""

    def __init__(self, name: str, code: str, reason: str = "Deze waarde kan niet.") -> None:
        fault = {"name": name, "code": code, "reason": reason}
        super().__init__(HTTPStatus.BAD_REQUEST, "invalid", invalidParams=[fault])


def refuse(error: RefusedError) -> Response:
    """Word an error as `application/problem+json`."""
    status = HTTPStatus(error.status)
    content = {
        "type": "",
        "code": error.code or CODES.get(status, "error"),
        "title": status.phrase,
        "status": int(status),
        "detail": "Het oefensysteem voert dit verzoek niet uit.",
        "instance": f"urn:uuid:{uuids.uuid4()}",
        **({"invalidParams": []} if status == HTTPStatus.BAD_REQUEST else {}),
        **error.details,
    }
    return Response(json.dumps(content).encode(), status, "application/problem+json")


def give(
    content: object, call: Call, profile: Profile, api: str, *, status: int = HTTPStatus.OK, crs: bool = False
) -> Response:
    """Answer with JSON."""
    headers = {"API-version": profile.versions[api], **({"Content-Crs": CRS} if crs else {})}
    if status == HTTPStatus.CREATED and isinstance(content, dict) and "url" in content:
        headers["Location"] = str(content["url"])
    return Response(json.dumps(content).encode(), status, "application/json", headers)


def give_one(content: object, call: Call, profile: Profile, api: str, *, crs: bool = False) -> Response:
    """Answer with one record; today's version tells whether it changed since it was asked for last."""
    response = give(content, call, profile, api, crs=crs)
    if not profile.is_current or api not in {"zaken", "catalogi", "documenten"}:
        return response
    tag = f'"{hashlib.md5(response.content, usedforsecurity=False).hexdigest()}"'
    headers = {**response.headers, "ETag": tag}
    known = [
        one.strip().removeprefix("W/") for one in call.request.headers.get("if-none-match", "").split(",")
    ]
    if tag in known or "*" in known:
        return Response(b"", HTTPStatus.NOT_MODIFIED, "application/json", headers)
    return Response(response.body, response.status, response.content_type, headers)
