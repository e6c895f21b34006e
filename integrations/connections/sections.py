"""Connections as a section of a file: written down, compared and made so again (M-15, M-18).

A file holds no secret: a fingerprint says which one a connection had. Natural keys, system and slug, are the same in
every municipality. What is made from a file and needs a secret is not used until somebody fills it in.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from integrations.errors import RefusedError
from tenants import shapes
from tenants.audit import Actor
from tenants.configuration import recording
from tenants.entry import current
from tenants.shapes import Problem

from . import addresses, catalogue, outways, parts
from .operations import intake
from .types import Authentication, reference_of

VERSION: Final = 1
REFERENCES: Final = ("secret", "certificate")
"""What a file says of a secret: compared by people, never put back."""


def write() -> str:
    """Write the entered municipality's connections down."""
    return yaml.safe_dump(
        {"version": VERSION, "connections": parts.read(current())}, allow_unicode=True, sort_keys=False
    )


def read(text: str) -> list[dict[str, Any]]:
    """Read what was written down.

    :raises RefusedError: with a text for each place that is not right.
    """
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError:
        raise RefusedError({"": _("Dit is geen YAML.")}) from None
    problems = list(SHAPE(told, ""))
    if not problems:
        problems = list(_inner(told["connections"]))
    if problems:
        raise RefusedError(dict(problems))
    return list(told["connections"])


def plan(wanted: Sequence[Mapping[str, Any]], *, prune: bool = False) -> list[str]:
    """Say what would change in the entered municipality; nothing where all is so already."""
    before = parts.read(current())
    return list(parts.describe(before, _merged(before, wanted, prune=prune)))


def apply(wanted: Sequence[Mapping[str, Any]], *, by: Actor, why: str = "", prune: bool = False) -> list[str]:
    """Make it so, as a release; answer what changed. What the file does not name stays, unless it is to be pruned.

    :raises RefusedError: when a kept secret would go with another address, or an address may not be.
    """
    ref = current()
    with recording.changes(ref, by=by, why=why):
        before = parts.read(ref)
        after = _merged(before, wanted, prune=prune)
        known = {_reference(each): each for each in before}
        refused = {
            _reference(each): text for each in after for text in _refused(each, known.get(_reference(each)))
        }
        refused |= dict(enumerate(parts.refusals(ref, after)))  # type: ignore[arg-type]
        if refused:
            raise RefusedError({str(place): text for place, text in refused.items()})
        parts.write(ref, after, by=by, why=why)
    return list(parts.describe(before, after))


def _merged(
    before: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]], *, prune: bool
) -> list[dict[str, Any]]:
    known = {_reference(each): each for each in before}
    named = {_reference(each): {**each, **_kept(known.get(_reference(each)))} for each in wanted}
    rest = {} if prune else {key: dict(each) for key, each in known.items() if key not in named}
    return sorted((named | rest).values(), key=lambda each: (each["system"], each["slug"]))


def _kept(known: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: known[name] if known else "" for name in REFERENCES}


def _refused(wanted: Mapping[str, Any], known: Mapping[str, Any] | None) -> Iterator[str]:
    for name in ("address", "token_address"):
        if wanted[name] and (known is None or known[name] != wanted[name]):
            try:
                addresses.accept(wanted[name], current(), label=name)
            except RefusedError as error:
                yield from error.reasons.values()


def _inner(told: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    seen = set()
    for at, each in enumerate(told, start=1):
        if _reference(each) in seen:
            yield f"connections.{at}", _("Deze koppeling staat er twee keer in.")
        seen.add(_reference(each))
        for name, value in each["limits"].items():
            least, most = intake.LIMITS.get(name, (0, -1))
            if not least <= value <= most:
                yield f"connections.{at}.limits.{name}", _("Dit getal kan niet.")
        if each["slug"] and not intake.SLUG.fullmatch(each["slug"]):
            yield f"connections.{at}.slug", _("Gebruik kleine letters, cijfers en streepjes.")


def _reference(value: Mapping[str, Any]) -> str:
    return reference_of(value["system"], value["slug"])


def _version(value: Any, place: str) -> Iterator[Problem]:
    if value != VERSION:
        yield place, _("Deze versie van het bestand is hier niet bekend.")


def _connection(value: Any, place: str) -> Iterator[Problem]:
    """Want a connection; of an outway say why it is refused, and not that there is no such name."""
    outways_named = outways.named(value) if isinstance(value, Mapping) else []
    for name in outways_named:
        yield f"{place}.{name}", str(outways.REFUSAL)
    told = (
        {name: each for name, each in value.items() if name not in outways_named} if outways_named else value
    )
    yield from _FIELDS(told, place)


WHAT: Final = {
    "system": shapes.one_of(*catalogue.systems()),
    "slug": shapes.text(40),
    "name": shapes.text(intake.LONGEST_NAME),
    "address": shapes.text(500),
    "authentication": shapes.one_of(*(each.value for each in Authentication)),
    "client_id": shapes.text(intake.LONGEST_CLIENT_ID),
    "header": shapes.text(80),
    "scheme": shapes.text(20),
    "token_address": shapes.text(500),
    "scope": shapes.text(200),
    "trusted": shapes.text(40_000),
    "profile": shapes.text(40),
    "switches": shapes.by_name(shapes.flag),
    "limits": shapes.by_name(shapes.number),
    "is_on": shapes.flag,
}
"""What a connection is written down as, in releases and in files; each says secrets in its own way."""
_FIELDS: Final = shapes.fields(
    ("system", "slug", *parts.PLAIN, *REFERENCES),
    **WHAT,
    secret=shapes.text(16),
    certificate=shapes.text(64),
)
SHAPE: Final = shapes.fields(
    ("version", "connections"), version=_version, connections=shapes.many(_connection)
)
