"""A house style that is not kept yet, as an address: what was typed, signed for one operator and for an hour.

So a preview needs no row, and nobody can have the console compile or show what he did not type himself.
"""

import uuid
from dataclasses import replace
from typing import Final

from django.core import signing

from themes.styles import making
from themes.styles import queries as styles
from themes.styles.models import Revision
from themes.styles.types import Origin

SHOWN_FOR: Final = 3600

type Told = tuple[str, dict[str, str], dict[str, str]]
"""The version that it was begun from, what was set by hand, and the colours that it is made of."""


def sign(base: Revision, origin: Origin, *, operator: uuid.UUID) -> str:
    """Write down what differs from a version."""
    told = [str(base.pk), dict(origin.given), dict(origin.brand)]
    return signing.dumps(told, salt=_salt(operator), compress=True)


def base_of(token: str, *, operator: uuid.UUID) -> Revision | None:
    """Find the version that it was made from; None when the address is not this operator's, or too old."""
    told = _told(token, operator)
    return Revision.objects.select_related("style").filter(pk=told[0]).first() if told else None


def stylesheet(token: str, *, operator: uuid.UUID) -> bytes | None:
    """Compile it."""
    told, base = _told(token, operator), base_of(token, operator=operator)
    if not told or not base:
        return None
    theme = making.take(replace(styles.origin(base), given=told[1], brand=told[2])).theme
    return theme.stylesheet.content if theme else None


def _told(token: str, operator: uuid.UUID) -> Told | None:
    try:
        found: Told = signing.loads(token, salt=_salt(operator), max_age=SHOWN_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return found


def _salt(operator: uuid.UUID) -> str:
    return f"console.theme-draft.{operator}"
