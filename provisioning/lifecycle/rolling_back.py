"""What putting an older release back comes to: which parts, with which values, and what stands in the way."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from tenants import entry, registers
from tenants.registers import Part, Side
from tenants.types import TenantRef


def values(snapshot: Mapping[str, Any], chosen: Collection[str]) -> dict[str, Any]:
    """Take the chosen parts out of a release; all of them, when none is chosen."""
    return {key: value for key, value in snapshot.items() if not chosen or key in chosen}


def registered(values: Mapping[str, Any]) -> list[Part]:
    """List the parts that this version knows, in the order of the register."""
    return [part for part in registers.parts if part.key in values]


def refusals(tenant: TenantRef, values: Mapping[str, Any], sides: Collection[Side]) -> list[str]:
    """List what stands in the way, as far as can be seen on some sides; each tells which part to leave out."""
    found = [
        _("“%s” bestaat niet meer in deze versie. Laat dat deel weg.") % key
        for key in values
        if key not in registers.parts
    ]
    for part in registered(values):
        if part.side in sides:
            with at(tenant, part):
                found += [f"{part.title}: {text}" for text in part.refusals(tenant, values[part.key])]
    return found


@contextmanager
def at(tenant: TenantRef, part: Part) -> Iterator[None]:
    """Be where a part lives."""
    with entry.enter(tenant) if part.side is Side.INSIDE else entry.outside():
        yield
