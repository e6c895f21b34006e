"""Ask a question about a case: it is stored, and from then on delivered once, whatever happens."""

import uuid
from datetime import timedelta
from typing import Final

from django.db import transaction

from integrations import outbox
from portal.accounts.models import User
from portal.accounts.operations import limits
from portal.accounts.operations.limits import Limit
from portal.cases import receipts
from portal.cases.filing import File
from portal.cases.queries import questions
from portal.cases.types import FEATURE, QUESTION
from tenants import audit

MOST: Final = 5
WITHIN: Final = timedelta(hours=1)


class TooManyError(Exception):
    """Refuse a question of who asked many just now; `wait` says for how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many questions")
        self.wait = wait


@transaction.atomic
def ask(about: File, *, user: User, key: uuid.UUID, text: str, reach: str, by: audit.Actor) -> None:
    """Have a question delivered to the municipality, and confirm it; the same one, sent again, is not another.

    :param key: of the form that it was written in.
    :raises TooManyError: when somebody asked too many within an hour; then nothing was stored.
    """
    if questions.sent(user, key) is not None:
        return
    limit = [Limit("case_question", str(user.uuid), MOST, WITHIN)]
    blocked = limits.claim(limit)
    if questions.sent(user, key) is not None:  # it came twice at once: this one waited for the other
        if not blocked:
            limits.take_back(limit)
        return
    if blocked:
        raise TooManyError(blocked.wait)
    case, case_type = about.case, about.kinds.case_type
    reference = questions.reference(user, key)
    payload = {
        "question": text,
        "number": about.shown.number,
        "case": case_type.name if case_type else about.shown.title,
        "subject": about.kinds.own.question_subject,
        "name": user.get_full_name(),
        "reach": reach,
        "reference": reference,
    }
    outbox.put(QUESTION, payload, questions.own_key(user, key), person=user.uuid, feature=FEATURE)
    receipts.send(user, receipts.QUESTION, {**receipts.about(about), "reference": reference})
    audit.record("cases.question_asked", by=by, target=f"{case.connection} {case.uuid}")
