"""What a panel is, and what it may ask."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from provisioning.console.queries.tenants import Row


class Place(StrEnum):
    """Where a panel stands where there is room for two beside each other."""

    LEFT = "left"
    RIGHT = "right"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom a panel is shown, and of which municipality."""

    row: "Row"
    may_change: bool
    """Whether the operator may run municipalities; else what is personal stays hidden."""

    @property
    def tenant(self) -> uuid.UUID:
        """Answer the municipality's key."""
        return self.row.uuid


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that is wrong, and where to look: stands above all panels."""

    kind: str
    title: str
    text: str = ""
    link: str = ""
    link_label: str = ""


type Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel. Its query answers what its template shows, and under `alerts` what is wrong.

    Under `asks_again` it may say that something is on its way: then the panel is fetched again every two seconds.
    """

    feature: str
    key: str
    """Also its id in the page, and its name in an address."""
    title: Promise
    order: int
    place: Place
    template: str
    query: Callable[[Asked], Values] = field(compare=False)
    is_lazy: bool = False
    """Whether it comes after the page, as it takes time and is not needed at first sight."""
    link: Callable[[Asked], tuple[str, Promise]] | None = field(default=None, compare=False)
    """Where there is more, beside the title."""
