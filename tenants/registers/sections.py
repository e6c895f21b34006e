"""Sections of a municipality's file: how parts of its configuration are written down for people (requirement C-034).

Releases keep exact values; a file is written and read by people, and may leave things out. What it does not name stays
as it is. A secret is never in it: it refers to one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tenants.shapes import Problem, Shape
from tenants.types import TenantRef

type Values = Mapping[str, Any]
"""Values of parts, by the key of each."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A secret that a file refers to, until it is sealed; nobody prints it."""

    text: str = field(repr=False)
    env: str
    """The name under which the environment has it."""


def _no_refusals(tenant: TenantRef, now: Values, told: Any, wanted: Values) -> list[Problem]:
    return []


def _all_possible(now: Values, told: Any, wanted: Values) -> Values:
    return wanted


def _as_it_is(tenant: TenantRef, told: Any) -> Any:
    return told


def _nothing(tenant: TenantRef, told: Any, wanted: Values, *, by: Any, why: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """How one or more parts stand in a file. All but `bring` is called outside any tenant, and looks into none."""

    feature: str
    key: str
    """The name of the section."""
    title: str
    parts: tuple[str, ...]
    shape: Shape = field(compare=False)
    """What may stand in it."""
    write: Callable[[Values], Any] = field(compare=False)
    """`(values)`: the section as it is written."""
    mean: Callable[[TenantRef, Values, Any, bool], Values] = field(compare=False)
    """`(tenant, now, told, remove)`: what is wanted; what the section leaves out stays, unless it is to be removed."""
    names: Callable[[Values], Mapping[str, Any]] = field(compare=False)
    """What it holds, by natural key."""
    blank: Values = field(compare=False, default_factory=dict)
    """What a municipality has that was just opened."""
    refusals: Callable[[TenantRef, Values, Any, Values], Iterable[Problem]] = field(
        compare=False, default=_no_refusals
    )
    """`(tenant, now, told, wanted)`: what may not be, by place in the section."""
    possible: Callable[[Values, Any, Values], Values] = field(compare=False, default=_all_possible)
    """`(now, told, wanted)`: without what no file can bring about, such as a secret that it only refers to."""
    removes: bool = True
    """Whether it holds things that can be removed, by leaving them out and saying so."""
    secrets: str = ""
    """A pattern of the places where a secret is referred to, such as `[0-9]+.secret`."""
    seal: Callable[[TenantRef, Any], Any] = field(compare=False, default=_as_it_is)
    """`(tenant, told)`: with each `Hidden` sealed under the tenant's key, in a form that JSON knows."""
    bring: Callable[..., None] = field(compare=False, default=_nothing)
    """`(tenant, told, wanted, *, by, why)`: inside, before the parts are written: put sealed secrets in their place."""
