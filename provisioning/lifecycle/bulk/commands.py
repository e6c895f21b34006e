"""What the commands on many municipalities share."""

import datetime
import uuid

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from provisioning.lifecycle.commands import DONE, FAILED, RUNS_ITSELF, WAITS, LifecycleCommand
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.progress import Progress

from . import describing, following, queries
from .models import Bulk
from .types import TO_RETRY, UNSETTLED, BulkRow


class BulkCommand(LifecycleCommand):
    """Say how far a bulk operation is, with a bar while waiting."""

    waits = True

    def follow_bulk(self, identity: uuid.UUID, wait: int | None) -> int:
        """Wait as long as was asked, and end with the code of what became of it."""
        found = queries.bulk(identity) if wait is None else self._wait(identity, wait)
        self.say(describing.bulk(found), describing.in_words(found))
        return _code(found)

    def _wait(self, identity: uuid.UUID, seconds: int) -> BulkRow:
        bar = Progress(self.stderr, shown=not self.as_json)
        found = following.follow(
            identity,
            patience=datetime.timedelta(seconds=seconds),
            runs_itself=settings.PROCESS in RUNS_ITSELF,
            report=bar.show,
        )
        bar.end()
        return found


def add_bulk(parser: CommandParser) -> None:
    """Add the argument that names a bulk operation."""
    parser.add_argument("bulk", help="kenmerk van de bewerking")


def bulk(word: str) -> Bulk:
    """Find the bulk operation of a UUID.

    :raises RefusedError: when there is none.
    """
    try:
        return queries.found(uuid.UUID(word))
    except (ValueError, Bulk.DoesNotExist):
        raise RefusedError({"bulk": [_("Er is geen bewerking met het kenmerk %s.") % word]}) from None


def _code(found: BulkRow) -> int:
    if found.count(*UNSETTLED):
        return WAITS
    return FAILED if found.count(*TO_RETRY) else DONE
