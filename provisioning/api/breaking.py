"""Find what breaks programs between two descriptions of the API.

What programs send may be asked for less strictly, never more; what they get may say more, never less. New values of an
enumeration in an answer do not count: programs are told to expect them (`docs/api/README.md`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

type Json = dict[str, Any]

METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})
UPPER: Final = ("maxLength", "maximum", "maxItems")
LOWER: Final = ("minLength", "minimum", "minItems")
DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """Both descriptions, to follow references in."""

    old: Json
    new: Json


def changes(old: Json, new: Json) -> list[str]:
    """List what breaks, in the order of the older description."""
    pair = Pair(old, new)
    return [text for path, methods in old["paths"].items() for text in _path(pair, path, methods)]


def _path(pair: Pair, path: str, methods: Json) -> Iterator[str]:
    for method in METHODS & methods.keys():
        name = f"{method.upper()} {path}"
        now = pair.new["paths"].get(path, {}).get(method)
        if now is None:
            yield f"{name}: is gone"
            continue
        if methods[method].get("security") != now.get("security"):
            yield f"{name}: asks for another scope"
        yield from _parameters(pair, name, methods[method], now)
        yield from _bodies(pair, name, methods[method], now)
        yield from _answers(pair, name, methods[method], now)


def _parameters(pair: Pair, name: str, before: Json, now: Json) -> Iterator[str]:
    old = {(each["in"], each["name"]): each for each in before.get("parameters", ())}
    new = {(each["in"], each["name"]): each for each in now.get("parameters", ())}
    for key, each in new.items():
        if key not in old and each.get("required"):
            yield f"{name}: asks for {key[1]}"
    for key, each in old.items():
        if key not in new:
            yield f"{name}: no longer knows {key[1]}"
            continue
        if new[key].get("required") and not each.get("required"):
            yield f"{name}: asks for {key[1]}"
        yield from _sent(pair, f"{name} {key[1]}", each["schema"], new[key]["schema"], 0)


def _bodies(pair: Pair, name: str, before: Json, now: Json) -> Iterator[str]:
    old, new = _schema(before.get("requestBody")), _schema(now.get("requestBody"))
    if new is None:
        return
    if old is None:
        if now["requestBody"].get("required"):
            yield f"{name}: asks for a body"
        return
    yield from _sent(pair, name, old, new, 0)


def _answers(pair: Pair, name: str, before: Json, now: Json) -> Iterator[str]:
    for status, answer in before["responses"].items():
        if status not in now["responses"]:
            yield f"{name}: no longer answers {status}"
            continue
        old = _schema(_followed(pair.old, answer))
        new = _schema(_followed(pair.new, now["responses"][status]))
        if old is None:
            continue
        if new is None:
            yield f"{name} {status}: says nothing any more"
        else:
            yield from _got(pair, f"{name} {status}", old, new, 0)


def _sent(pair: Pair, where: str, old: Json, new: Json, depth: int) -> Iterator[str]:
    """Compare what programs send."""
    old, new = _followed(pair.old, old), _followed(pair.new, new)
    if gone := _types(pair.old, old) - _types(pair.new, new):
        yield f"{where}: no longer takes {', '.join(sorted(gone))}"
    if "enum" in new and (less := set(map(str, old.get("enum", ("anything",)))) - set(map(str, new["enum"]))):
        yield f"{where}: no longer takes {', '.join(sorted(less))}"
    for key in ("pattern", "format"):
        if key in new and new[key] != old.get(key):
            yield f"{where}: asks for another {key}"
    for key in UPPER:
        if key in new and new[key] < old.get(key, float("inf")):
            yield f"{where}: takes less ({key})"
    for key in LOWER:
        if key in new and new[key] > old.get(key, float("-inf")):
            yield f"{where}: takes less ({key})"
    for added in set(new.get("required", ())) - set(old.get("required", ())):
        yield f"{where}: asks for {added}"
    for name, each in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{where}: no longer knows {name}"
        elif depth < DEEPEST:
            yield from _sent(pair, f"{where} {name}", each, new["properties"][name], depth + 1)
    if "items" in old and "items" in new and depth < DEEPEST:
        yield from _sent(pair, f"{where} []", old["items"], new["items"], depth + 1)


def _got(pair: Pair, where: str, old: Json, new: Json, depth: int) -> Iterator[str]:
    """Compare what programs get."""
    old, new = _followed(pair.old, old), _followed(pair.new, new)
    if added := _types(pair.new, new) - _types(pair.old, old):
        yield f"{where}: may now be {', '.join(sorted(added))}"
    for gone in set(old.get("required", ())) - set(new.get("required", ())):
        yield f"{where}: no longer always says {gone}"
    for name, each in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{where}: no longer says {name}"
        elif depth < DEEPEST:
            yield from _got(pair, f"{where} {name}", each, new["properties"][name], depth + 1)
    if "items" in old and "items" in new and depth < DEEPEST:
        yield from _got(pair, f"{where} []", old["items"], new["items"], depth + 1)


def _schema(part: Json | None) -> Json | None:
    contents = (part or {}).get("content", {})
    return next((each.get("schema") for each in contents.values()), None)


def _followed(description: Json, part: Json) -> Json:
    while "$ref" in part:
        found: Any = description
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    if len(part.get("allOf", ())) == 1:
        return {**_followed(description, part["allOf"][0]), **{k: v for k, v in part.items() if k != "allOf"}}
    choices = [each for each in part.get("anyOf", ()) if each.get("type") != "null"]
    if len(choices) == 1:
        return {**_followed(description, choices[0]), "anyOf": part["anyOf"]}
    return part


def _types(description: Json, part: Json) -> frozenset[str]:
    """Answer of which types a value may be."""
    if "anyOf" in part:
        return frozenset().union(
            *(_types(description, _followed(description, each)) for each in part["anyOf"])
        )
    found = part.get("type", ())
    return frozenset([found] if isinstance(found, str) else found)
