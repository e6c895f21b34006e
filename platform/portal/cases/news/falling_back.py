"""Fall back where no mail reaches somebody: once for each piece of news, whatever happens to the mail (P-265).

What is told stands on the website always. Besides, a colleague sends a letter where the municipality wants that; which
ones wait for it is the list of `queries.letters`. Of every mail that is lost it is written down what came in its place.
"""

import uuid
from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils import timezone

from portal.cases.models import ByLetter, CaseTelling
from portal.cases.models.notices import Channel, Verdict
from portal.cases.models.reasons import Why
from portal.cases.queries import asking
from portal.core.models import OutboxState

OPEN: Final = (OutboxState.QUEUED, OutboxState.SENDING)


@transaction.atomic
def heard(message: uuid.UUID, state: OutboxState) -> None:
    """Hear how it goes with a mail, which may be about something else altogether."""
    rows = CaseTelling.objects.select_for_update(of=("self",)).filter(message=message)
    row = rows.select_related("user").first()
    if row is not None:
        note(row, state)


def note(row: CaseTelling, state: str) -> None:
    """Keep with a mail what became of it, and let a letter take its place, or go back on that."""
    row.state = "" if state in OPEN else state
    row.save(update_fields=["state"])
    if state == OutboxState.FAILED:
        _put(row, _verdict(row), Why.NOT_DELIVERED)
    elif state == OutboxState.SENT:
        _not_any_more(row)


def without_address(row: CaseTelling) -> None:
    """Have a letter sent to who has confirmed no address, where the municipality wants that."""
    if _verdict(row) is Verdict.HELD:
        _put(row, Verdict.HELD, Why.NO_ADDRESS)


def _verdict(row: CaseTelling) -> Verdict:
    chosen = asking.settings().by_letter
    is_due = chosen == ByLetter.ALWAYS or (chosen == ByLetter.ACTION and row.demands_action)
    return Verdict.HELD if is_due else Verdict.SKIPPED


def _put(row: CaseTelling, verdict: Verdict, why: Why) -> None:
    """Let a letter wait, or write down that none is sent; one that was sent is not sent again."""
    told = {
        "part": row.part,
        "party": row.party,
        "demands_action": row.demands_action,
        "deadline": row.deadline,
        **_values(verdict, why if verdict is Verdict.HELD else Why.NO_LETTER),
    }
    letter, is_new = CaseTelling.objects.get_or_create(
        notice_id=row.notice_id, channel=Channel.LETTER, user=row.user, defaults=told
    )
    if not is_new and letter.verdict == Verdict.SKIPPED:
        CaseTelling.objects.filter(pk=letter.pk).update(**told)


def _not_any_more(row: CaseTelling) -> None:
    waiting = CaseTelling.objects.filter(
        notice=row.notice_id, channel=Channel.LETTER, user=row.user, verdict=Verdict.HELD
    )
    waiting.update(**_values(Verdict.SKIPPED, Why.ARRIVED))


def _values(verdict: Verdict, why: Why) -> Mapping[str, object]:
    return {"verdict": verdict, "reason": why, "decided_at": timezone.now()}
