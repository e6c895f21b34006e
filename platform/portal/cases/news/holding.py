"""Hold mails about one case for a while after there was one: they leave as one, which says the newest (I-108)."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.cases.models import CaseTelling
from portal.cases.models.notices import Verdict
from portal.cases.models.reasons import Why
from tenants import schedule

from . import chains, falling_back, gathering, sending
from .facts import Place

JOB: Final = "cases.tell_held"
LETTER: Final = CaseTelling._meta.get_field("letter")


def hold(row: CaseTelling, letter: dict[str, str], *, until: datetime) -> None:
    """Let a mail wait until another of its kind may leave: what comes meanwhile goes along. Who calls saves the row."""
    row.verdict, row.reason, row.due_at = Verdict.HELD, Why.TOO_SOON, until
    LETTER.encrypt(json.dumps(letter), row)
    schedule.enqueue(JOB, row.pk, after=max(until - timezone.now(), timedelta(0)))


@transaction.atomic
def release(key: uuid.UUID, *, now: datetime) -> datetime | None:
    """Send what was held, as one mail that says the newest; answers until when it waits, None when it is done."""
    row = _held().filter(pk=key).select_related("notice", "user").first()
    if row is None or row.user is None:
        return None
    if row.due_at is not None and row.due_at > now:
        return row.due_at
    *earlier, newest = _beside(row).order_by("notice__happened_at", "pk")
    why = _why_not_now(newest, row.user)
    for one in earlier:
        _settle(one, Verdict.SKIPPED if why else Verdict.MERGED, why, now)
    letter = json.loads(LETTER.reveal(newest))
    _settle(newest, Verdict.SKIPPED if why else Verdict.TOLD, why, now)
    if why is None:
        sending.send(newest, row.user, letter)
        newest.save()
    elif why is Why.NO_ADDRESS:
        falling_back.without_address(newest)
    return None


def _settle(row: CaseTelling, verdict: Verdict, why: Why | None, now: datetime) -> None:
    row.verdict, row.reason, row.letter, row.decided_at, row.due_at = verdict, why or "", "", now, None
    row.save()


def _why_not_now(row: CaseTelling, user: User) -> Why | None:
    """Ask once more what may have changed while it waited."""
    notice = row.notice
    place = Place(notice.connection, notice.case, notice.main)
    reach = gathering.reach(user, place, notice.what, demands_action=row.demands_action)
    return chains.first(chains.AFTER_WAITING, reach) if user.is_active else Why.CLOSED


def _held() -> "QuerySet[CaseTelling]":
    return CaseTelling.objects.select_for_update(of=("self",)).filter(verdict=Verdict.HELD)


def _beside(row: CaseTelling) -> "QuerySet[CaseTelling]":
    """Select what is held for the same person, of the same kind and about the same case."""
    notice = row.notice
    return (
        _held()
        .filter(
            user=row.user_id,
            channel=row.channel,
            demands_action=row.demands_action,
            notice__connection=notice.connection,
            notice__case=notice.case,
            notice__what=notice.what,
        )
        .select_related("notice")
    )
