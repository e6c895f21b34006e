"""Answers and refusals, in the forms that more than one of these systems has."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from integrations.sandbox.stand_ins import RefusedError
from integrations.sandbox.web import Response

JSON = "application/json"
NOTHING: Mapping[str, object] = {"count": 0, "next": None, "previous": None, "results": []}
"""A page of a list with nobody on it."""
NO_HEADERS: Mapping[str, str] = {}


def give(
    content: object,
    *,
    status: int = HTTPStatus.OK,
    kind: str = JSON,
    headers: Mapping[str, str] = NO_HEADERS,
) -> Response:
    """Answer with JSON."""
    return Response(json.dumps(content).encode(), status, kind, headers)


def problem(error: RefusedError, **headers: str) -> Response:
    """Word a refusal as `application/problem+json`."""
    status = HTTPStatus(error.status)
    content = {
        "type": "https://www.rfc-editor.org/rfc/rfc9110",
        "title": status.phrase,
        "status": int(status),
        "detail": "Het oefensysteem voert dit verzoek niet uit.",
        "instance": "https://sandbox.example/",
        "code": error.code or "error",
        **error.details,
    }
    return give(content, status=status, kind="application/problem+json", headers=headers)


def detail(error: RefusedError) -> Response:
    """Word a refusal as Django REST framework does."""
    return give({"detail": HTTPStatus(error.status).phrase}, status=error.status)
