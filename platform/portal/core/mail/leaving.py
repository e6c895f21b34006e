"""A link with which a reader stops mails of one topic, without signing in (RFC 8058).

Who the reader is, and of what, is sealed under the municipality's own key: the link tells nobody anything, nobody makes
one, and it means nothing to another municipality. It works until that key is changed.
"""

import json
from dataclasses import dataclass, field
from typing import Final

from django.urls import reverse

from portal.core.links import absolute
from tenants import keys
from tenants.entry import current
from tenants.errors import DecryptionError

from .topics import Topic, topics

PLACE: Final = "core|mail|leave"
VERSION: Final = "v1:"
FROM: Final = ":+/="
TO: Final = ".-_~"
"""What stands in an address in the place of what may not."""


@dataclass(frozen=True, slots=True)
class Leave:
    """That a reader may stop mails of a topic."""

    topic: Topic
    reader: str = field(repr=False)

    @property
    def is_done(self) -> bool:
        """Tell whether they hear of it no more."""
        return not self.topic.hears(self.reader)

    def do(self) -> None:
        """Stop it."""
        self.topic.stop(self.reader)


def link(topic: str, reader: str) -> str:
    """Make the address for one reader of the entered municipality, on its own host.

    :raises KeyError: when there is no such topic.
    """
    sealed = keys.encrypt(json.dumps([topics.get(topic).key, reader]), tenant=current().uuid, place=PLACE)
    token = sealed.removeprefix(VERSION).translate(str.maketrans(FROM, TO))
    return absolute(reverse("mailtopics:leave", args=[token]))


def read(token: str) -> Leave | None:
    """Answer what a link is for; None when nobody here made it."""
    sealed = VERSION + token.translate(str.maketrans(TO, FROM))
    try:
        topic, reader = json.loads(keys.decrypt(sealed, tenant=current().uuid, place=PLACE))
    except (DecryptionError, ValueError):
        return None
    return Leave(topics.get(topic), reader) if topic in topics else None
