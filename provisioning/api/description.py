"""What the API says of itself, in OpenAPI 3.1: made of views and shapes, and completed with what holds for all."""

import copy
import re
from collections.abc import Iterator
from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from provisioning.tokens.texts import ROOMS

from . import routing, versions
from .authentication import Needs
from .idempotency import HEADER, LONGEST, SHAPE
from .middleware import VERSION
from .problems import CONTENT_TYPE

BASE: Final = "/api/v1"
SHAPES: Final = "#/components/schemas/"
CONVERTER: Final = re.compile(r"{[^}:]+:")
INTRODUCTION: Final = (
    "Alles wat beheerders in de console doen, kan ook met deze API: dezelfde opdrachten, met dezelfde regels. "
    "Een vraag draagt een sleutel (`Authorization: Bearer …`), die u in de console maakt onder *API-sleutels*. "
    "Wat iets wijzigt, wordt meestal een opdracht (`202`) die een worker uitvoert: volg die met `/operations/{id}`. "
    "Lijsten komen in stukken: geef `nextCursor` mee als `cursor`. Fouten hebben de vorm van RFC 9457. "
    "Een weigering (`409`) zegt bij elk veld waarom. "
    "Wat kan verouderen, heeft een `ETag`: geef die mee als `If-Match`, en u wijzigt niets ongezien (`412`)."
)
PROBLEMS: Final = {
    "400": "De vraag klopt niet",
    "401": "Geen geldige sleutel",
    "403": "De sleutel of uw rol gaat niet zo ver",
    "404": "Dit bestaat niet",
    "409": "Geweigerd; bij `errors` staat waarom",
    "412": "Intussen gewijzigd; bij `errors` staat wat",
    "413": "De vraag is te groot",
    "422": "Deze Idempotency-Key hoort bij een andere vraag",
    "429": "Te veel vragen",
    "503": "Even niet bereikbaar",
}
SUCCESS: Final = {
    200: "Gelukt",
    201: "Gemaakt",
    202: "Aangenomen: een worker voert het uit",
    204: "Gelukt, en er is niets te zeggen",
}
OF_ALL: Final = ("400", "401", "403", "404", "429", "503")
OF_CHANGES: Final = ("409", "413", "422")
PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "neededScope": {"type": "string", "description": "Bij `403`: welk recht de sleutel mist"},
        "neededRole": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {
                    "in": {"type": "string"},
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "line": {"type": "integer", "description": "Bij een bestand: op welke regel"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
KEY: Final[dict[str, Any]] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Een kenmerk van uw keuze: wie hetzelfde nog eens stuurt, krijgt hetzelfde antwoord (twee dagen).",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": f"^{SHAPE}$"},
}
IF_MATCH: Final[dict[str, Any]] = {
    "name": versions.HEADER,
    "in": "header",
    "required": False,
    "description": "De `ETag` van wat u las. Is het intussen gewijzigd, dan gebeurt er niets (`412`).",
    "schema": {"type": "string", "minLength": 1, "maxLength": versions.LONGEST, "pattern": r"^[\x20-\x7e]*$"},
}
VERSION_SHOWN: Final[dict[str, Any]] = {
    "description": "Welke versie dit is; geef die mee als `If-Match`",
    "schema": {"type": "string"},
}


class Description(OpenAPISchema):
    """A description in which a name stands for one shape."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Add shapes.

        :raises ValueError: when another shape has the name of one of them.
        """
        for name, shape in definitions.items():
            if self.schemas.setdefault(name, shape) != shape:
                raise ValueError(f"Two shapes are called {name}.")


class Api(NinjaAPI):
    """The API, with names and a description of our own making."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation after its view."""
        first, *rest = str(operation.view_func.__name__).split("_")
        return first + "".join(word.title() for word in rest)

    def get_openapi_schema(self, **_where: Any) -> OpenAPISchema:
        """Describe the API."""
        described = Description(self, "")
        for path, methods in self.by_path().items():
            for method, operation in methods.items():
                _complete(described["paths"][path][method], operation)
        _without_titles(described["paths"])
        described["components"]["schemas"] = _shapes(described)
        described["components"]["schemas"]["Problem"] = copy.deepcopy(PROBLEM)
        described["components"]["responses"] = {status: _problem(text) for status, text in PROBLEMS.items()}
        described["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        return described

    def by_path(self) -> dict[str, dict[str, Operation]]:
        """List all operations, as the description orders them."""
        found: dict[str, dict[str, Operation]] = {}
        for router in self._get_bound_routers():
            for path, view in router.path_operations.items():
                plain = CONVERTER.sub("{", path)
                for operation in view.operations:
                    found.setdefault(plain, {}).update(
                        {each.lower(): operation for each in operation.methods}
                    )
        return found


def make() -> Api:
    """Make an API with no addresses yet."""
    return Api(
        title="Beheer van gemeenten",
        version=VERSION,
        description=INTRODUCTION,
        openapi_url=None,
        docs_url=None,
        servers=[{"url": BASE}],
        urls_namespace="api",
        openapi_extra={
            "info": {
                "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
                "contact": {"name": "Beheer van het platform", "url": "/account/sleutels/"},
            },
            "tags": [{"name": room, "description": str(name)} for room, name in ROOMS.items()],
        },
    )


def needs(operation: Operation) -> Needs | None:
    """Answer what an operation asks of a key."""
    return next((each for each in operation.auth_callbacks if isinstance(each, Needs)), None)


def _complete(described: dict[str, Any], operation: Operation) -> None:
    changes = operation.methods != ["GET"]
    asked = needs(operation)
    described["security"] = [{"key": [asked.scope.value]}] if asked else []
    if asked:
        scope = f"Recht: `{asked.scope.value}`."
        described["description"] = f"{described.get('description', '').strip()}\n\n{scope}".strip()
    view = operation.view_func
    heeds = getattr(view, versions.HEEDS, False)
    if changes:
        described["parameters"].append(copy.deepcopy(KEY))
    if heeds:
        described["parameters"].append(copy.deepcopy(IF_MATCH))
    for parameter in described["parameters"]:
        parameter["schema"] = _without_null(parameter["schema"])
    answers = described["responses"].items()
    responses = {str(status): {**answer, "description": SUCCESS[int(status)]} for status, answer in answers}
    if kinds := getattr(view, routing.FILES, {}):
        responses["200"]["content"] = {kind: {"schema": {"type": what}} for kind, what in kinds.items()}
    for status in (*OF_ALL, *(OF_CHANGES if changes else ()), *(("412",) if heeds else ())):
        responses[status] = {"$ref": f"#/components/responses/{status}"}
    for answer in responses.values():
        if "$ref" not in answer:
            answer["headers"] = {"API-Version": _header()}
    if getattr(view, versions.TELLS, False):
        responses["200"]["headers"]["ETag"] = copy.deepcopy(VERSION_SHOWN)
    described["responses"] = dict(sorted(responses.items()))


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out that a parameter may be null: in an address nothing is."""
    choices = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if len(choices) != 1:
        return schema
    return {**choices[0], **({"description": schema["description"]} if "description" in schema else {})}


def _shapes(described: dict[str, Any]) -> dict[str, Any]:
    """List the shapes that are used, without what is said of them for us."""
    found: dict[str, Any] = described["components"]["schemas"]
    _without_titles(found)
    for shape in found.values():
        shape.pop("description", None)
    used: set[str] = set()
    waiting = set(_references(described["paths"]))
    while waiting:
        used |= waiting
        waiting = {name for each in waiting for name in _references(found[each])} - used
    return {name: found[name] for name in sorted(used)}


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if str(part.get("$ref", "")).startswith(SHAPES):
            yield part["$ref"].removeprefix(SHAPES)
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _references(each)


def _without_titles(part: Any) -> None:
    """Leave out titles that repeat a name."""
    if isinstance(part, dict):
        if isinstance(part.get("title"), str):
            del part["title"]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            _without_titles(each)


def _problem(text: str) -> dict[str, Any]:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": text,
        "headers": {"API-Version": _header()},
        "content": {CONTENT_TYPE: {"schema": shape}},
    }


def _header() -> dict[str, Any]:
    return {"description": "Versie van de API", "schema": {"type": "string"}}
