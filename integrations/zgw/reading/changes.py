"""Read of a case only what tells that it changed: neither its title nor whose it is."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from integrations.sources.items import Item

from .catalogue import url
from .fields import text

FEATURES: Final = ("bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding")
"""What a notification of a case says about it."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What tells that a case changed."""

    url: str
    status: str
    result: str
    registered: date | None
    is_ended: bool
    changed_at: datetime | None
    """By their clock; None where a system does not say it."""
    features: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """That a document belongs to a case."""

    url: str
    case: str
    registered: datetime | None


def glimpse(item: Item) -> Glimpse:
    """Make ours of a case.

    :raises UnreadableError: when it does not say which case it is.
    """
    return Glimpse(
        url=url(item),
        status=text(item, "status"),
        result=text(item, "resultaat"),
        registered=item.maybe(item.day, "registratiedatum"),
        is_ended=item.maybe(item.day, "einddatum") is not None,
        changed_at=item.maybe(item.moment, "laatstGemuteerd"),
        features={name: found for name in FEATURES if (found := text(item, name))},
    )


def link(item: Item) -> Link:
    """Make ours of a document that belongs to a case.

    :raises UnreadableError: when it does not say which, and to which case.
    """
    return Link(url(item), url(item, "zaak"), item.maybe(item.moment, "registratiedatum"))
