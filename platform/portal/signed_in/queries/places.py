"""Where somebody is signed in, and where they were."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from integrations.identities import Level
from portal.accounts.models import Ending, SignIn
from portal.accounts.models.doors import LEVELS
from portal.accounts.wording import Doors
from portal.signed_in.types import Entry

from . import lasting

SHOWN: Final = 20
NAMES: Final = {level: name for level, name in LEVELS if level != Level.NONE}


def of(row: SignIn) -> list[Entry]:
    """List the last sign-ins of whoever this sign-in is of: those that last first."""
    rows = SignIn.objects.filter(user=row.user_id).annotate(lasts=lasting.with_session())[: 5 * SHOWN]
    found = list(_entries(rows, row, Doors()))
    return sorted(found, key=lambda each: (not each.is_here, not each.is_open))[:SHOWN]


def _entries(rows: Iterable[Any], here: SignIn, doors: Doors) -> Iterator[Entry]:
    for each in rows:
        is_open = each.ended_at is None and each.lasts
        yield Entry(
            uuid=each.uuid,
            browser=each.browser,
            door=doors.named(each.door),
            level=str(NAMES.get(each.level, "")),
            at=each.at,
            seen_at=each.seen_at,
            is_here=each.pk == here.pk,
            is_open=is_open,
            ending="" if is_open else str(Ending(each.ending or Ending.EXPIRED).label),
        )
