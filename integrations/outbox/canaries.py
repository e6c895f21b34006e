"""Fill a municipality's outbox with a word that must never appear at another's."""

import datetime
import json
import uuid

from django.utils import timezone

from . import marks
from .models import Item
from .operations import PAYLOAD
from .queries import REFERENCE
from .types import State

NEVER = datetime.timedelta(days=36500)


def fill(word: str) -> None:
    """Write the word into all that an item shows, and into what it holds, of one that waits and one given up."""
    marks.of("person", word)  # makes the secret
    for state in (State.WAITING, State.DEAD):
        item = Item(
            uuid=uuid.uuid4(),
            kind=f"canary.{word}",
            key=f"{word.lower()}-{state}",
            state=state,
            reason=word,
            next_attempt_at=timezone.now() + NEVER,
        )
        item.person = item.subject = f"{word}{state}"
        PAYLOAD.encrypt(json.dumps({"word": word}), item)
        REFERENCE.encrypt(word, item)
        item.save(force_insert=True)
