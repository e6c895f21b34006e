"""What was set of kinds of cases in releases of the configuration and in a municipality's file (C-033, C-034)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from tenants import shapes
from tenants.audit import Actor
from tenants.registers import Part, Section, Side
from tenants.shapes import Problem
from tenants.types import TenantRef

from .models.types import host_of
from .operations import configuring
from .queries import checking, exporting, importing, written
from .types import FEATURE

KEY: Final = "case_types"
TITLE: Final = "Zaaktypen"


def read(tenant: TenantRef) -> list[dict[str, Any]]:
    """List what was set, in one order."""
    return written.all_set()


def write(tenant: TenantRef, value: Sequence[Mapping[str, Any]], *, by: Actor, why: str) -> None:
    """Make it so; of what is not named the defaults hold again."""
    wanted = {written.key_of(each): _whole(each) for each in value}
    for each in written.all_set():
        if (key := written.key_of(each)) not in wanted:
            configuring.remove(key, by=by, why=why)
    configuring.put_all(wanted.values(), by=by, why=why)


def describe(before: Any, after: Any) -> Iterable[str]:
    """Say what differs, in lines for people."""
    return importing.describe([_whole(each) for each in before or ()], [_whole(each) for each in after or ()])


def refusals(tenant: TenantRef, value: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say what may not be put back: what contradicts itself, and links that are not https.

    Whether a link stands on the list is asked when it is shown: the list may come back in the same release.
    """
    return [text for each in value for _place, text in _wrong(each)]


def _wrong(value: Mapping[str, Any]) -> Iterator[Problem]:
    yield from checking.problems(_whole(value), allows=lambda url: bool(host_of(url)))


def _whole(value: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what holds where a value from before a field was there leaves it out, and what is no field any more."""
    natural = {"system": "", "domain": "", "rsin": "", "identification": "", **value}
    blank = written.blank(written.key_of(natural))
    whole = {name: natural.get(name, each) for name, each in blank.items()}
    for part in written.PARTS:
        rows = []
        for each in value.get(part, ()):
            empty = written.blank_part(part, each)
            rows.append({name: each.get(name, default) for name, default in empty.items()})
        whole[part] = rows
    return written.tidy(whole)


def _spare(value: Mapping[str, Any]) -> dict[str, Any]:
    """Write down of a case type what was set, and nothing that holds by itself."""
    key = written.key_of(value)
    blank = written.blank(key)
    named = {name: each for name, each in value.items() if name in written.NATURAL or each != blank[name]}
    for part in written.PARTS:
        if part in named:
            named[part] = [_spare_part(part, each) for each in value[part]]
    return {name: each for name, each in named.items() if name != "system" or each}


def _spare_part(part: str, each: Mapping[str, Any]) -> dict[str, Any]:
    blank, key = written.blank_part(part, each), written.PART_KEYS[part]
    return {name: value for name, value in each.items() if name in key or value != blank[name]}


def _mean(tenant: TenantRef, now: Mapping[str, Any], told: Any, remove: bool) -> dict[str, Any]:
    had = {written.key_of(each): each for each in now.get(KEY, ())}
    named: dict[written.Key, Any] = {}
    for each in told:
        whole = {"system": "", **each}
        named[written.key_of(whole)] = _whole({**had.get(written.key_of(whole), {}), **whole})
    return {KEY: list((({} if remove else had) | named).values())}


def _refusals(tenant: TenantRef, now: Any, told: Any, wanted: Mapping[str, Any]) -> Iterator[Problem]:
    for at, each in enumerate(told, start=1):
        yield from ((f"{at}.{place}", text) for place, text in _wrong({"system": "", **each}))


def _names(values: Mapping[str, Any]) -> dict[str, Any]:
    return {" ".join(part for part in written.key_of(each) if part): each for each in values[KEY]}


def _rows(what: str) -> shapes.Shape:
    return shapes.many(shapes.fields(("name",), **importing.FIELDS[what]))


PART: Final = Part(FEATURE, KEY, TITLE, Side.INSIDE, read, write, describe, refusals)
SECTION: Final = Section(
    feature=FEATURE,
    key=KEY,
    title=TITLE,
    parts=(KEY,),
    shape=shapes.many(
        shapes.fields(
            ("domain", "rsin", "identification"),
            **{name: shape for name, shape in importing.NATURAL.items() if name != "what"},
            **importing.FIELDS["case_type"],
            **{part: _rows(what) for part, what in exporting.WHAT.items()},
        )
    ),
    write=lambda values: [_spare(each) for each in values[KEY]],
    mean=_mean,
    names=_names,
    blank={KEY: []},
    refusals=_refusals,
)
