"""How addresses of the API are declared: each says which scope it needs, what it answers, and what it is called."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ninja import Router

from provisioning.tokens.types import Scope

from .authentication import Needs

FILES: Final = "gives_files"

type View = Callable[..., Any]


def router(tag: str) -> Router:
    """Make the addresses of one room."""
    return Router(tags=[tag], by_alias=True)


def reads(on: Router, path: str, scope: Scope, answer: Any, title: str, says: str) -> Callable[[View], View]:
    """Declare an address that is read."""
    return _declare(on.get, path, scope, {200: answer}, title, says)


def writes(
    method: str, on: Router, path: str, scope: Scope, answers: dict[int, Any], title: str, says: str
) -> Callable[[View], View]:
    """Declare an address that changes something; its view is marked with `idempotency.once`."""
    return _declare(getattr(on, method), path, scope, answers, title, says)


def gives(
    on: Router, path: str, scope: Scope, kinds: Mapping[str, str], title: str, says: str
) -> Callable[[View], View]:
    """Declare an address that gives a file, of one of these media types, each with what OpenAPI calls its content."""

    def declare(view: View) -> View:
        setattr(view, FILES, dict(kinds))
        return _declare(on.get, path, scope, {200: None}, title, says)(view)

    return declare


def _declare(
    method: Any, path: str, scope: Scope, answers: dict[int, Any], title: str, says: str
) -> Callable[[View], View]:
    declared: Callable[[View], View] = method(
        path, auth=Needs(scope), response=answers, summary=title, description=says
    )
    return declared
