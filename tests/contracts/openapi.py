"""Hold a value against a schema of OpenAPI 3.0; a keyword that is not known here is an error."""

import base64
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from tests.contracts import errata
from tests.contracts.documents import Documents

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
    "email": lambda text: re.fullmatch(r"[^@\s]+@[^@\s]+", text) or _fail(text),
    "byte": lambda text: base64.b64decode(text, validate=True),
    "bytes": lambda text: base64.b64decode(text, validate=True),
    "binary": lambda text: True,
    "int32": lambda number: -(2**31) <= number < 2**31 or _fail(number),
}
SPEAKING = {
    "title", "description", "type", "readOnly", "writeOnly", "example", "default", "nullable", "externalDocs",
    "deprecated", "discriminator", "additionalProperties",
}  # fmt: skip
"""Keywords that say nothing about the value, or are looked at beside another."""


class Way(Enum):
    """Whether a value is sent to a system or comes from it; the fields that may not go that way."""

    THERE = "readOnly"
    BACK = "writeOnly"


class Schemas:
    """The schemas of a contract."""

    def __init__(self, documents: Documents, way: Way) -> None:
        self._documents = documents
        self._way = way

    def faults(self, value: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
        """List what in a value is not as the contract says."""
        schema = self._merged(schema, value)
        if value is None and (schema.get("nullable") or None in schema.get("enum", ())):
            return
        if value is None and "oneOf" not in schema:
            yield f"{where} is null"
            return
        if "type" in schema and not _is(value, schema["type"]):
            yield f"{where} is no {schema['type']}"
            return
        for keyword, rule in schema.items():
            check = getattr(self, f"_{keyword}", None)
            if check is not None:
                yield from check(value, rule, where, schema)
            elif keyword not in SPEAKING:
                raise NotImplementedError(f"{keyword} at {where}")

    def _merged(self, schema: dict[str, Any], value: Any, seen: tuple[int, ...] = ()) -> dict[str, Any]:
        """Make one schema of what inherits, is composed, or depends on what the value says it is."""
        schema = self._documents.resolve(schema)
        chosen = schema.get("discriminator")
        if chosen and isinstance(value, dict) and id(schema) not in seen:
            target = self._documents.chosen(schema, value.get(chosen["propertyName"]))
            if target is not None:
                return self._merged(target, value, (*seen, id(schema)))
        merged = {key: rule for key, rule in schema.items() if key != "allOf"}
        for part in schema.get("allOf", ()):
            inner = self._merged(part, value, seen)
            merged = {
                **inner,
                **merged,
                "properties": {**inner.get("properties", {}), **merged.get("properties", {})},
                "required": [*inner.get("required", ()), *merged.get("required", ())],
            }
            if not merged["properties"]:
                del merged["properties"]
        return merged

    def _goes(self, schema: dict[str, Any]) -> bool:
        return not self._documents.resolve(schema).get(self._way.value)

    def _required(self, value: Any, rule: list[str], where: str, schema: dict[str, Any]) -> Iterator[str]:
        known = schema.get("properties", {})
        for name in dict.fromkeys(rule):
            if name not in value and self._goes(known.get(name, {})):
                yield f"{where}.{name} is missing"

    def _properties(
        self, value: Any, rule: dict[str, Any], where: str, schema: dict[str, Any]
    ) -> Iterator[str]:
        others = schema.get("additionalProperties")
        for name in value:
            inner = (
                errata.EXPANDED.get(where.rpartition("_expand.")[2].rstrip("[]0123456789"))
                if name == "_expand"
                else None
            )
            if name in rule and not self._goes(rule[name]):
                yield f"{where}.{name} does not go this way"
            elif name in rule:
                yield from self.faults(value[name], rule[name], f"{where}.{name}")
            elif inner is not None:
                yield from self._nested(value[name], inner, f"{where}.{name}")
            elif not others:
                yield f"{where}.{name} is not in the contract"

    def _nested(self, value: dict[str, Any], inner: dict[str, str], where: str) -> Iterator[str]:
        """Look at what is expanded inside what is expanded, of which contracts say nothing."""
        for name, content in value.items():
            if name not in inner:
                yield f"{where}.{name} is not in the contract"
            else:
                yield from self.faults(content, {"$ref": inner[name]}, f"{where}.{name}")

    def _items(self, value: Any, rule: dict[str, Any], where: str, schema: dict[str, Any]) -> Iterator[str]:
        for number, item in enumerate(value):
            yield from self.faults(item, rule, f"{where}[{number}]")

    def _oneOf(self, value: Any, rule: list[Any], where: str, schema: dict[str, Any]) -> Iterator[str]:  # noqa: N802
        if not any(not list(self.faults(value, one, where)) for one in rule):
            yield f"{where} is {value!r}"

    def _enum(self, value: Any, rule: list[Any], where: str, schema: dict[str, Any]) -> Iterator[str]:
        if value not in rule:
            yield f"{where} is {value!r}"

    def _format(self, value: str, rule: str, where: str, schema: dict[str, Any]) -> Iterator[str]:
        try:
            FORMATS[rule](value)
        except ValueError:
            yield f"{where} is no {rule}"

    def _pattern(self, value: str, rule: str, where: str, schema: dict[str, Any]) -> Iterator[str]:
        if not re.search(rule, value):
            yield f"{where} has another pattern"

    def _maxLength(self, value: str, rule: int, where: str, schema: dict[str, Any]) -> Iterator[str]:  # noqa: N802
        if len(value) > rule:
            yield f"{where} is too long"

    def _minLength(self, value: str, rule: int, where: str, schema: dict[str, Any]) -> Iterator[str]:  # noqa: N802
        if len(value) < rule:
            yield f"{where} is too short"

    def _maximum(self, value: float, rule: float, where: str, schema: dict[str, Any]) -> Iterator[str]:
        if value > rule:
            yield f"{where} is too much"

    def _minimum(self, value: float, rule: float, where: str, schema: dict[str, Any]) -> Iterator[str]:
        if value < rule:
            yield f"{where} is too little"

    def _maxItems(self, value: list[Any], rule: int, where: str, schema: dict[str, Any]) -> Iterator[str]:  # noqa: N802
        if len(value) > rule:
            yield f"{where} has too many"

    def _minItems(self, value: list[Any], rule: int, where: str, schema: dict[str, Any]) -> Iterator[str]:  # noqa: N802
        if len(value) < rule:
            yield f"{where} has too few"

    def _uniqueItems(self, value: list[Any], rule: bool, where: str, schema: dict[str, Any]) -> Iterator[str]:  # noqa: N802
        if rule and len({repr(item) for item in value}) != len(value):
            yield f"{where} repeats itself"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _fail(text: str) -> bool:
    raise ValueError(text)
