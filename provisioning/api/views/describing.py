"""The description of the API: for programs, for people, and for who mistakes an address. Anybody may read it."""

import functools
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from provisioning.api import problems, service
from provisioning.tokens.texts import ROOMS
from tenants.access import public


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the description in OpenAPI 3.1; pages elsewhere may read it (NLGov API Design Rules)."""
    response = HttpResponse(text(), content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the same to people."""
    return render(
        request, "api/page.html", {"info": described()["info"], "says": _plain(), "rooms": _rooms()}
    )


@public
def nothing(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing at an address."""
    return problems.of_status(404)


def described() -> dict[str, Any]:
    """Answer the description, in Dutch whoever asks: it is one document."""
    found: dict[str, Any] = json.loads(text())
    return found


@functools.cache
def text() -> str:
    """Write the description; it is the same for as long as a process lives."""
    with translation.override("nl"):
        return (
            json.dumps(service.API.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        )


def _plain() -> str:
    """Answer the introduction without marks."""
    return str(described()["info"]["description"]).translate(str.maketrans("", "", "`*"))


def _rooms() -> list[tuple[str, list[dict[str, Any]]]]:
    """List the addresses by room, in the order and with the words that keys have them."""
    found: dict[str, list[dict[str, Any]]] = {room: [] for room in ROOMS}
    for path, methods in described()["paths"].items():
        for method, each in methods.items():
            entry = {**each, "method": method.upper(), "path": path, "scope": each["security"][0]["key"][0]}
            found[each["tags"][0]].append(entry)
    return [(str(ROOMS[room]), entries) for room, entries in found.items()]
