"""A number of a case as people know it, and as the system writes it (I-083, I-087 quirk 11)."""

from collections.abc import Mapping

from integrations.zgw.client import cases as client
from integrations.zgw.reading import cases as reading

from .asking import Session


def written(session: Session, number: str, filters: Mapping[str, str]) -> str:
    """Answer the number by which a case can be asked for.

    A system with internal numbers puts something of its own before each. Any case tells what: one is asked for.

    :param filters: of cases that who asks may be told of.
    """
    if not session.able.has_internal_numbers or not reading.is_known_number(number):
        return number
    told = client.page(session.client, filters, session.able, number=1, size=1)
    items = told.value.items if told.value is not None else ()
    for item in items:
        other = item.get("identificatie") if isinstance(item, dict) else None
        found = reading.written_like(number, other) if isinstance(other, str) else ""
        if found:
            return found
    return number
