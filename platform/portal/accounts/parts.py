"""The doors of a municipality in releases of its configuration and in its file (requirements C-033, C-034)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenants import audit, shapes
from tenants.audit import Actor
from tenants.configuration import canonical, describing
from tenants.registers import Part, Section, Side
from tenants.shapes import Problem
from tenants.types import TenantRef

from . import door_settings
from .models import Door

type Value = Sequence[Mapping[str, Any]]

KEY: Final = "doors"
LABELS: Final = {
    field.name: field.verbose_name
    for field in Door._meta.concrete_fields
    if field.name not in {"uuid", "slug", "position"}
}
NAMES: Final = tuple(LABELS)
_text, _line = shapes.text(600), shapes.text(81)


SHAPES: Final = {
    "kind": shapes.text(14),
    "protocol": shapes.text(8),
    "connection": _line,
    "is_on": shapes.flag,
    "minimum_level": shapes.number,
    "options": door_settings.SHAPE,
    "label": _line,
    "label_en": _line,
    "cancelled": _text,
    "cancelled_en": _text,
    "failed": _text,
    "failed_en": _text,
}


def read(tenant: TenantRef) -> list[dict[str, Any]]:
    """List the doors, in the order in which they are shown."""
    return [value_of(door) for door in Door.objects.all()]


def write(tenant: TenantRef, value: Value, *, by: Actor, why: str) -> None:
    """Make them so."""
    before = {door.slug: door for door in Door.objects.select_for_update()}
    after = {each["slug"]: each for each in value}
    for slug in sorted(before.keys() - after.keys()):
        before[slug].delete()
        audit.record("accounts.door_removed", by=by, target=slug, why=why)
    for position, (slug, wanted) in enumerate(after.items()):
        was = before.get(slug)
        if was and was.position == position and canonical.same(value_of(was), dict(wanted)):
            continue
        old = value_of(was) if was else {}
        _row(wanted, was or Door(slug=slug), position).save()
        audit.record("accounts.door_changed", by=by, target=slug, why=why, before=old, after=dict(wanted))


def describe(before: Value | None, after: Value | None) -> Iterable[str]:
    """Say which doors came and went, and what differs in the others."""
    old, new = ({each["slug"]: each for each in value or ()} for value in (before, after))
    for slug in sorted(old.keys() | new.keys()):
        title = _("Manier van inloggen %s") % slug
        if slug in old and slug in new:
            labels = {name: f"{title}, {label}" for name, label in LABELS.items()}
            yield from describing.fields(labels, _shown(old[slug]), _shown(new[slug]))
        else:
            yield describing.changed(title, *((_("nee"), _("ja")) if slug in new else (_("ja"), _("nee"))))


def refusals(tenant: TenantRef, value: Value) -> list[str]:
    """Say which of them cannot be."""
    return [text for each in value for _place, text in _wrong(each)]


def value_of(door: Door) -> dict[str, Any]:
    """Answer what a release keeps of a door."""
    return {"slug": door.slug, **{name: getattr(door, name) for name in NAMES}}


def _shown(value: Mapping[str, Any]) -> dict[str, Any]:
    """Put options into a text; the rest is one."""
    options = ", ".join(f"{name} {each}" for name, each in sorted(value.get("options", {}).items()))
    return {**value, "options": options}


def _row(wanted: Mapping[str, Any], door: Door, position: int) -> Door:
    for name in NAMES:
        if name in wanted:
            setattr(door, name, wanted[name])
    door.position = position
    return door


def _wrong(each: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        _row(each, Door(slug=each.get("slug", "")), 0).full_clean(
            validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            yield from ((name, text) for text in texts)


def _mean(tenant: TenantRef, now: Mapping[str, Any], told: Value, remove: bool) -> dict[str, Any]:
    had = {each["slug"]: each for each in now.get(KEY, ())}
    blank = value_of(Door())
    named = {each["slug"]: {**had.get(each["slug"], blank), **each} for each in told}
    kept = {} if remove else {slug: each for slug, each in had.items() if slug not in named}
    return {KEY: list((named | kept).values())}


def _refusals(
    tenant: TenantRef, now: Mapping[str, Any], told: Value, wanted: Mapping[str, Any]
) -> Iterator[Problem]:
    after = {each["slug"]: each for each in wanted[KEY]}
    doors = {slug: _row(each, Door(slug=slug), 0) for slug, each in after.items()}
    for at, each in enumerate(told, start=1):
        yield from ((f"{at}.{name}", text) for name, text in _wrong(after[each["slug"]]))
        others = [door for slug, door in doors.items() if slug != each["slug"]]
        problems = door_settings.clashes(doors[each["slug"]], others)
        yield from ((f"{at}.options.{name}", text) for name, text in problems)


PART: Final = Part("sign_in", KEY, "Manieren van inloggen", Side.INSIDE, read, write, describe, refusals)
SECTION: Final = Section(
    feature="sign_in",
    key=KEY,
    title="Manieren van inloggen",
    parts=(KEY,),
    shape=shapes.many(shapes.fields(("slug",), slug=shapes.text(30), **SHAPES)),
    write=lambda values: [dict(each) for each in values[KEY]],
    mean=_mean,
    names=lambda values: {each["slug"]: each for each in values[KEY]},
    blank={KEY: []},
    refusals=_refusals,
)
