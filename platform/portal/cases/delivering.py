"""Hand over questions about cases: as a letter to where the municipality wants them by then."""

from integrations import outbox
from integrations.outbox.types import Own
from portal.core.mail import handing_over, letters

from . import question_letter
from .queries import asking


def hand_over(delivery: outbox.Delivery) -> outbox.Answer:
    """Give a question to the mail server.

    Without an address it is kept until somebody fills one in and offers it again.
    """
    to = asking.settings().questions_to
    if not to:
        return outbox.refused(Own.NOBODY_THERE)
    letter = letters.compose(question_letter.KIND, delivery.payload, "nl")
    return handing_over.give(letter, to=to, key=delivery.idempotency_key)
