"""Have a file examined."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from structlog import get_logger

from integrations.http.deadline import Deadline

from . import client
from .types import Finding, NotExaminedError, Why

SECONDS: Final = 20.0
"""Of one file, with everything."""
OLDEST: Final = timedelta(days=7)
"""New definitions come out every day: a scanner that has had none for so long finds what was new last week."""
log = get_logger(__name__)


def examine(content: Iterable[bytes], *, seconds: float = SECONDS) -> Finding:
    """Look for viruses in a file.

    :param content: the file, piece by piece; read once.
    :raises NotExaminedError: when nobody can tell: then it must not be taken.
    """
    if not settings.VIRUS_SCANNING:
        return Finding.NOT_LOOKED_AT
    deadline = Deadline(seconds)
    try:
        _believe(deadline)
        finding = client.examine(settings.CLAMD_ADDRESS, content, deadline)
    except NotExaminedError as error:
        log.warning("virus.not_examined", why=error.why.value)
        raise
    if finding is Finding.INFECTED:
        log.warning("virus.found")  # never in what: names of files are people's
    return finding


def look(*, seconds: float = 5.0) -> None:
    """See whether files could be examined now.

    :raises NotExaminedError: when they could not.
    """
    if settings.VIRUS_SCANNING:
        _believe(Deadline(seconds))


def _believe(deadline: Deadline) -> None:
    made = client.definitions_of(settings.CLAMD_ADDRESS, deadline)
    if timezone.now() - made > OLDEST:
        raise NotExaminedError(Why.OLD_DEFINITIONS)
