"""Another system told us of somebody else than we asked for: that must never pass unseen (F19, O10)."""

import threading
from collections import Counter

from structlog import get_logger

log = get_logger(__name__)


class Counts:
    """How often it happened in this process, by source."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_source = Counter[str]()

    def add(self, source: str, number: int) -> int:
        """Count, and answer how many there are by now."""
        with self._lock:
            self._by_source[source] += number
            return self._by_source[source]

    def of(self, source: str) -> int:
        """Answer how many there were."""
        return self._by_source[source]


strangers = Counts()


def wrong_person(source: str, number: int) -> None:
    """Raise the alarm; whoever looks at the log must act. Says how many and from where, and nothing of whom."""
    log.error(
        "sources.wrong_person", source=source, rows=number, in_this_process=strangers.add(source, number)
    )
