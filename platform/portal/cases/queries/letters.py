"""Which news waits for a letter, as no mail reaches whom it is for (P-265). Nobody's name or address is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from portal.cases.models import CaseTelling
from portal.cases.models.notices import Channel, Verdict

from . import known


@dataclass(frozen=True, slots=True)
class ToWrite:
    """One letter that a colleague sends."""

    telling: CaseTelling
    system: str


def waiting() -> "QuerySet[CaseTelling]":
    """Select what waits: first what has to be done soonest, then the oldest."""
    found = CaseTelling.objects.filter(channel=Channel.LETTER, verdict=Verdict.HELD)
    return found.select_related("notice", "user").order_by(
        F("deadline").asc(nulls_last=True), "decided_at", "pk"
    )


def lines(rows: Iterable[CaseTelling]) -> Sequence[ToWrite]:
    """Say of each in which case system its case is."""
    titles = {each.connection: each.title for each in known.systems()}
    return [ToWrite(row, titles.get(row.notice.connection, "")) for row in rows]
