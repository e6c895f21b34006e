"""Hold a value against a schema of OpenAPI 3.0; a keyword that is not known here is an error."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
FORMATS: dict[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
    "uuid": uuid.UUID,
    "uri": lambda text: urlsplit(text).scheme in {"http", "https", "urn"} or _fail(text),
    "duration": lambda text: re.fullmatch(r"P(?!$)(\d+[YMWD])*(T(\d+[HMS])+)?", text) or _fail(text),
}
SPEAKING = {
    "title",
    "description",
    "type",
    "readOnly",
    "writeOnly",
    "example",
    "default",
    "nullable",
    "externalDocs",
}
"""Keywords that say nothing about the value, or are looked at beside another."""


class Contract:
    """A contract as published."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def answer(self, path: str, method: str, status: str, media: str = "application/json") -> dict[str, Any]:
        """Find the schema of an answer."""
        found = self._resolve(self._document["paths"][path][method]["responses"][status])
        return dict(found["content"][media]["schema"])

    def parameters(self, path: str, method: str, place: str) -> dict[str, dict[str, Any]]:
        """List the parameters in a place, `query` or `header`."""
        listed = [self._resolve(one) for one in self._document["paths"][path][method]["parameters"]]
        return {one["name"]: one for one in listed if one["in"] == place}

    def faults(self, value: Any, schema: dict[str, Any], where: str = "answer") -> Iterator[str]:
        """List what in a value is not as the contract says."""
        schema = self._resolve(schema)
        if value is None:
            if not schema.get("nullable"):
                yield f"{where} is null"
            return
        if "type" in schema and not _is(value, schema["type"]):
            yield f"{where} is no {schema['type']}"
            return
        for keyword, rule in schema.items():
            check = getattr(self, f"_{keyword}", None)
            if check is not None:
                yield from check(value, rule, where)
            elif keyword not in SPEAKING:
                raise NotImplementedError(f"{keyword} at {where}")

    def _resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            found: Any = self._document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema

    def _required(self, value: Any, rule: list[str], where: str) -> Iterator[str]:
        yield from (f"{where}.{name} is missing" for name in rule if name not in value)

    def _properties(self, value: Any, rule: dict[str, Any], where: str) -> Iterator[str]:
        yield from (f"{where}.{name} is not in the contract" for name in value if name not in rule)
        for name, schema in rule.items():
            if name in value:
                yield from self.faults(value[name], schema, f"{where}.{name}")

    def _items(self, value: Any, rule: dict[str, Any], where: str) -> Iterator[str]:
        for number, item in enumerate(value):
            yield from self.faults(item, rule, f"{where}[{number}]")

    def _enum(self, value: Any, rule: list[Any], where: str) -> Iterator[str]:
        if value not in rule:
            yield f"{where} is {value!r}"

    def _format(self, value: str, rule: str, where: str) -> Iterator[str]:
        try:
            FORMATS[rule](value)
        except ValueError:
            yield f"{where} is no {rule}"

    def _maxLength(self, value: str, rule: int, where: str) -> Iterator[str]:  # noqa: N802 - the contract's word
        if len(value) > rule:
            yield f"{where} is too long"

    def _minLength(self, value: str, rule: int, where: str) -> Iterator[str]:  # noqa: N802 - the contract's word
        if len(value) < rule:
            yield f"{where} is too short"

    def _uniqueItems(self, value: list[Any], rule: bool, where: str) -> Iterator[str]:  # noqa: N802
        if rule and len({repr(item) for item in value}) != len(value):
            yield f"{where} repeats itself"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _fail(text: str) -> bool:
    raise ValueError(text)
