"""Read what a case system says of a document that was sent."""

from integrations.sources.items import Item
from integrations.zgw.types.sending import Part, Stored

from .catalogue import url
from .fields import text


def stored(item: Item) -> Stored:
    """Make ours of a document, as far as sending it needs."""
    parts = item.maybe(lambda name: item.each(name, part), "bestandsdelen") or []
    return Stored(
        url=url(item),
        identification=text(item, "identificatie"),
        is_locked=bool(item.maybe(item.truth, "locked")),
        parts=tuple(sorted(parts, key=lambda one: one.number)),
    )


def part(item: Item) -> Part:
    """Make ours of a part of a file."""
    return Part(
        url=url(item),
        number=item.number("volgnummer"),
        size=item.number("omvang"),
        is_there=item.truth("voltooid"),
        lock=text(item, "lock"),
    )
