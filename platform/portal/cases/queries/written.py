"""What was set of kinds of cases, written down: in releases, in a file, in an export, and to compare."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from portal.cases.models.types import (
    CaseTypeSettings,
    DocumentTypeSettings,
    ResultTypeSettings,
    StatusTypeSettings,
)

from . import configured

type Value = Mapping[str, Any]
"""One case type: its natural key, what was set of it, and of its steps, results and documents."""
type Key = tuple[str, str, str, str]

NATURAL: Final = ("system", "domain", "rsin", "identification")
PARTS: Final = {"steps": StatusTypeSettings, "results": ResultTypeSettings, "documents": DocumentTypeSettings}
PART_KEYS: Final = {"steps": ("name", "order"), "results": ("name",), "documents": ("name",)}
PART_FIELDS: Final = {
    name: tuple(
        field.name
        for field in model._meta.concrete_fields
        if field.name not in {"id", "case_type", *PART_KEYS[name]}
    )
    for name, model in PARTS.items()
}
LABELS: Final = {field.name: field.verbose_name for field in CaseTypeSettings._meta.concrete_fields} | {
    f"{part}.{field.name}": field.verbose_name
    for part, model in PARTS.items()
    for field in model._meta.concrete_fields
}


def all_set() -> list[dict[str, Any]]:
    """List what was set, in one order: one query."""
    rows = CaseTypeSettings.objects.order_by(*NATURAL)
    return [value_of(row) for row in configured.with_parts(rows)]


def one_set(key: Key) -> dict[str, Any]:
    """Answer what was set of one case type; the defaults where nothing was."""
    rows = CaseTypeSettings.objects.filter(**dict(zip(NATURAL, key, strict=True)))
    row = configured.with_parts(rows).first()
    return value_of(row) if row else blank(key)


def value_of(row: Any) -> dict[str, Any]:
    """Write down a row that came with its parts."""
    return {
        **{name: getattr(row, name) for name in (*NATURAL, *configured.OWN)},
        "steps": _sorted(row.told_steps),
        "results": _sorted(row.told_results),
        "documents": _sorted(row.told_documents),
    }


def blank(key: Key) -> dict[str, Any]:
    """Write down a case type of which nothing was set."""
    row = CaseTypeSettings(**dict(zip(NATURAL, key, strict=True)))
    own = {name: getattr(row, name) for name in (*NATURAL, *configured.OWN)}
    return {**own, **{part: [] for part in PARTS}}


def blank_part(part: str, named: Mapping[str, Any]) -> dict[str, Any]:
    """Write down a step, result or document of which nothing was set."""
    row = PARTS[part](**{name: named.get(name) for name in PART_KEYS[part]})
    return {name: getattr(row, name) for name in (*PART_KEYS[part], *PART_FIELDS[part])}


def key_of(value: Value) -> Key:
    """Answer the natural key of what is written down."""
    return value["system"], value["domain"], value["rsin"], value["identification"]


def part_key(part: str, value: Value) -> tuple[Any, ...]:
    """Answer the natural key of a part, within its case type."""
    return tuple(value.get(name) for name in PART_KEYS[part])


def tidy(value: Value) -> dict[str, Any]:
    """Leave out of a case type the parts of which nothing was set, and put the rest in order."""
    kept = {
        part: _sorted(each for each in value[part] if dict(each) != blank_part(part, each)) for part in PARTS
    }
    return {**value, **kept}


def is_blank(value: Value) -> bool:
    """Tell whether nothing was set."""
    return tidy(value) == blank(key_of(value))


def flat(value: Value | None) -> dict[str, Any]:
    """Write each field under a name of its own, to compare and to show."""
    if value is None:
        return {}
    own = {name: value[name] for name in configured.OWN}
    for part in PARTS:
        for each in value[part]:
            own |= {f"{part}.{each['name']}.{name}": each[name] for name in PART_FIELDS[part]}
    return own


def label(name: str) -> str:
    """Say in words what a name of `flat` is about."""
    part, _, rest = name.partition(".")
    if not rest:
        return str(LABELS[name])
    thing, _, field = rest.rpartition(".")
    return f"{thing}, {LABELS[f'{part}.{field}']}"


def _sorted(told: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return sorted((dict(each) for each in told), key=lambda each: (each.get("order") or 0, each["name"]))
