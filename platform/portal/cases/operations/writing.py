"""Tick off what a colleague told somebody by letter, or otherwise, as no mail reached them (P-265)."""

import uuid

from django.db import transaction
from django.utils import timezone

from portal.accounts.looking import looked_up
from portal.accounts.models import User
from portal.cases.models.notices import Verdict
from portal.cases.news.sending import TELLING
from portal.cases.queries import letters
from tenants import audit


@transaction.atomic
def done(key: uuid.UUID, *, staff: User, by: audit.Actor) -> bool:
    """Write down that somebody was told; answers no when that was done before, or is needed no more."""
    row = letters.waiting().select_for_update(of=("self",)).filter(pk=key).first()
    if row is None or row.user is None:
        return False
    row.verdict, row.decided_at = Verdict.TOLD, timezone.now()
    row.save(update_fields=["verdict", "decided_at"])
    looked_up(TELLING, row.user, by=staff)
    audit.record("cases.letter_done", by=by, target=f"{row.notice.connection} {row.notice.case}")
    return True
