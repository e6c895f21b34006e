"""Bind what was set of a case type to the version that holds now: under the names that its parts have there."""

from typing import Any

from integrations.zgw.types import carried_over
from integrations.zgw.types.keys import folded

from . import written
from .known import Parts
from .written import Value

type Lost = list[tuple[str, tuple[Any, ...]]]
"""Parts that found no place: which list, and their natural key in it."""


def onto(value: Value, now: Parts) -> tuple[dict[str, Any], Lost]:
    """Answer it under the names of now, with what found no place."""
    steps, lost = _steps(value, now)
    results, lost_results = _by_name("results", value, [one.name for one in now.results])
    documents, lost_documents = _by_name("documents", value, [one.name for one in now.documents])
    return (
        {**value, "steps": steps, "results": results, "documents": documents},
        [*lost, *lost_results, *lost_documents],
    )


def kept(value: Value, now: Parts) -> dict[str, Any]:
    """Answer it under the names of now; what found no place is kept behind, for it may come back."""
    bound, lost = onto(value, now)
    for part in written.PARTS:
        left = [each for each in value[part] if (part, written.part_key(part, each)) in lost]
        bound[part] = [*bound[part], *left]
    return bound


def over(value: Value, parts: Value) -> dict[str, Any]:
    """Put parts in the place of those of the same name."""
    return {**value, **{part: _over(part, value[part], parts[part]) for part in written.PARTS}}


def complete(value: Value, now: Parts) -> dict[str, Any]:
    """Answer it with a row for each part that there is now, in their order; what found no place comes last."""
    named: dict[str, Any] = {
        "steps": [{"name": one.name, "order": one.order} for one in now.steps],
        "results": [{"name": one.name} for one in now.results],
        "documents": [{"name": one.name} for one in now.documents],
    }
    blank = {part: [written.blank_part(part, each) for each in rows] for part, rows in named.items()}
    return {**value, **{part: _over(part, blank[part], kept(value, now)[part]) for part in written.PARTS}}


def _over(part: str, rows: Any, others: Any) -> list[dict[str, Any]]:
    below = {written.part_key(part, each): each for each in rows}
    return list((below | {written.part_key(part, each): each for each in others}).values())


def _steps(value: Value, now: Parts) -> tuple[list[dict[str, Any]], Lost]:
    there = {(each["name"], each["order"]): each for each in value["steps"]}
    follows = carried_over(there, [(one.name, one.order) for one in now.steps])
    bound = [{**there[former], "name": step[0], "order": step[1]} for step, former in follows.items()]
    taken = set(follows.values())
    return bound, [("steps", key) for key in there if key not in taken]


def _by_name(part: str, value: Value, names: list[str]) -> tuple[list[dict[str, Any]], Lost]:
    there = {folded(name): name for name in names}
    bound = [
        {**each, "name": there[folded(each["name"])]} for each in value[part] if folded(each["name"]) in there
    ]
    return bound, [
        (part, written.part_key(part, each)) for each in value[part] if folded(each["name"]) not in there
    ]
