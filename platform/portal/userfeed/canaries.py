"""Fill a municipality with news for somebody that holds a word which must never appear at another's."""

import json
from dataclasses import asdict

from portal.accounts.models import User

from . import queries
from .models import FeedItem
from .operations import mark_of
from .types import Snapshot


def fill(word: str) -> None:
    """Write the word into all that an item shows."""
    item = FeedItem(user=User.objects.create(first_name=word, is_active=False), kind=word, mark=mark_of(word))
    snapshot = Snapshot(title=word, text=word, status=word, place={word: word})
    queries.SNAPSHOT.encrypt(json.dumps(asdict(snapshot)), item)
    item.save()
