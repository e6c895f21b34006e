"""What became of questions about cases: somebody finds their own, and nobody else's."""

import uuid

from integrations.outbox import queries as deliveries
from integrations.outbox.types import Doing
from portal.accounts.models import User
from portal.cases.types import QUESTION, spoken


def sent(user: User, key: uuid.UUID) -> Doing | None:
    """Answer how a question goes that was written in the form with this key; None where there is none of theirs."""
    return deliveries.state_of(QUESTION, own_key(user, key))


def own_key(user: User, key: uuid.UUID) -> uuid.UUID:
    """Answer under which key it is stored: a form comes from a browser, which may say any key."""
    return uuid.uuid5(user.uuid, str(key))


def reference(user: User, key: uuid.UUID) -> str:
    """Answer by what people and municipality speak of it."""
    return spoken("V", own_key(user, key))
