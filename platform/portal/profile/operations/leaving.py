"""Let somebody hear no more of a topic, as a link in a mail asks for; the reader is the key of their account."""

import uuid
from functools import partial
from typing import Any, Final

from portal.accounts.models import User
from portal.accounts.queries import receivers
from portal.core.mail.topics import Topic
from tenants.audit import Actor

from . import preferences

FEATURE: Final = "profile"
AGAIN: Final = "profile:preferences"


def topic(key: str, title: Any) -> Topic:
    """Make the topic of a field of `Preferences`, as in `profile.cases`."""
    return Topic(FEATURE, key, title, partial(hears, key), partial(stop, key), AGAIN)


def hears(key: str, reader: str) -> bool:
    """Tell whether somebody hears of it by mail; who is not there does not."""
    user = _user(reader)
    return user is not None and receivers.wants(user, key)


def stop(key: str, reader: str) -> None:
    """Keep that they do not want to."""
    if user := _user(reader):
        preferences.choose(user, {key: False}, by=Actor("person", str(user.uuid)), is_seen=False)


def _user(reader: str) -> User | None:
    try:
        return User.objects.filter(uuid=uuid.UUID(reader)).first()
    except ValueError:
        return None
