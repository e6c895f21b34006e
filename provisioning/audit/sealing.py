"""Seal what is new in each stream; a job does so, never who writes (architecture T14).

**Which records.** Numbers come from a sequence when a record is written, and records appear when their transaction
commits: number 5 may appear after 6. A chain in the order of numbers that is sealed up to 6 would miss 5 for ever, or
would call it forged. Holding 6 back until 5 is there means waiting for the slowest writer; and a number whose
transaction was undone never comes. `pg_snapshot_xmin` alone does not help: PostgreSQL draws the number before the
transaction gets its own, so that a younger transaction may hold the lower number.

So a seal *lists* the numbers that it holds, and says which numbers below its highest one may still come (`waiting`).
What is there is sealed at once; what comes later, by the next seal. A number stops waiting when

1. the highest number that is visible is read: whatever is missing below was drawn before that moment;
2. after that, nobody but us holds ROW EXCLUSIVE on the table. An INSERT takes that lock before it draws its number,
   and keeps it until its transaction has ended and, if it was committed, is visible;
3. after that, the records are read, and it is not among them.

Each step is a statement of its own, so that under READ COMMITTED each sees what was committed before it. A record
whose number neither waits nor is higher than what was sealed can then have come from nobody but the owner.
A busy stream merely keeps numbers waiting for longer.
"""

import hashlib
from typing import Final

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from structlog import get_logger

from tenants import keys
from tenants.entry import outside

from . import chain, streams
from .chain import Heads, Seal
from .streams import OPERATORS, Stream

MOST: Final = 1000
"""Records in one seal."""
LOCKS: Final = 0x41554449
"""The first half of the keys of our locks."""
WRITERS: Final = """
SELECT count(*) FROM pg_locks
 WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND relation = %s::regclass AND pid IS DISTINCT FROM pg_backend_pid()
"""
log = get_logger(__name__)


def seal_all() -> int:
    """Seal every stream, the operators' last, as it holds the heads of the others; answer how many seals that made."""
    made = 0
    with outside():
        anchored = streams.head(OPERATORS)
        heads: dict[str, tuple[int, str]] = {}
        for stream in streams.of_tenants():
            try:
                with transaction.atomic():
                    made_here, last = seal(stream), streams.head(stream)
            except DatabaseError as error:  # one municipality's trouble is not the others'
                log.error("audit.not_sealed", stream=stream.name, error=type(error).__name__)
                continue
            made += made_here
            if last and (made_here or _is_newer(last, anchored)):
                heads[stream.name] = (last.number, last.hash)
        made += _seal_operators(heads)
    return made


def seal(stream: Stream, *, anchors: Heads | None = None) -> int:
    """Seal what is new in one stream; nothing when somebody else is at it. Answer how many seals that made.

    :param anchors: heads of other streams to hold; without any it is the operators'.
    """
    made = 0
    while _seal_once(stream, anchors if not made else {}):
        made += 1
    return made


def key() -> bytes:
    """Answer the key that seals are made with; it comes from the platform's data key, which outlives its wrapping."""
    return keys.of_platform().derive(b"audit seals")


def _is_newer(last: Seal, anchored: Seal | None) -> bool:
    """Tell whether a run that was killed may have left this head without an anchor."""
    return anchored is None or last.sealed_at >= anchored.sealed_at


def _seal_operators(heads: Heads) -> int:
    """Seal the operators' stream, with heads of the others."""
    made = seal(OPERATORS, anchors=heads)
    if made and (now := streams.head(OPERATORS)):
        # In the log too, which is kept elsewhere: who sets back the whole database takes all anchors with it.
        log.info("audit.sealed", seals=made, number=now.number, head=now.hash)
    return made


@transaction.atomic
def _seal_once(stream: Stream, anchors: Heads | None) -> bool:
    if not _locked(stream):
        return False
    previous = streams.head(stream)
    upto, waiting = (previous.upto, previous.waiting) if previous else (0, ())
    settled = _settled(stream)
    rows = streams.fresh(stream, upto, waiting, limit=MOST)
    if not rows and not anchors:
        return False
    rows.sort(key=lambda row: row["id"])
    seal = chain.link(
        stream.name,
        previous,
        rows,
        waiting=chain.still_open(previous, rows, settled=settled),
        at=timezone.now(),
        anchors=_head_of_operators() if anchors is None else anchors,
        key=key(),
    )
    streams.append(stream, seal)
    return True


def _settled(stream: Stream) -> int:
    """Answer up to which number nobody is writing any more; 0 when somebody is."""
    highest = streams.ask("SELECT coalesce(max(id), 0) FROM {}", stream)
    table = f'"{stream.schema}"."{stream.records}"'
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [table])
        (writers,) = cursor.fetchone()
    return 0 if writers else int(highest)


def _locked(stream: Stream) -> bool:
    second = int.from_bytes(hashlib.sha256(stream.name.encode()).digest()[:4], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCKS, second])
        (locked,) = cursor.fetchone()
    return bool(locked)


def _head_of_operators() -> Heads:
    last = streams.head(OPERATORS)
    return {OPERATORS.name: (last.number, last.hash)} if last else {}
