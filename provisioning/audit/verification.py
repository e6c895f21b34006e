"""Look whether the streams are what was sealed, and raise the alarm when one is not."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.core.cache import caches
from django.db import DatabaseError, transaction
from django.utils import timezone
from structlog import get_logger

from tenants import audit
from tenants.entry import outside

from . import findings, sealing, streams
from .judging import SEAL, Problem, Verdict, judge
from .streams import OPERATORS, Stream

KEY = "audit.chain"
"""Where `/readyz` finds the outcome, in the shared cache (`provisioning.health`)."""
KEPT = 3 * 24 * 3600
"""Seconds: an outcome of before yesterday says that the nightly look does not run."""
MOST_RECORDED = 20
UNREADABLE = (DatabaseError, ValueError, TypeError, KeyError, AttributeError)
"""What comes of a table that is gone, or of seals that are nonsense: a finding, and not the end of the look."""
log = get_logger(__name__)

type Told = Callable[[Stream, Verdict], None]
type Anchors = dict[str, dict[str, tuple[int, str]]]
"""What is known of a stream's end: by stream, and by who knows it, number and hash."""


def verify(names: Iterable[str] | None = None, *, told: Told = lambda stream, verdict: None) -> list[Verdict]:
    """Look at streams; one that does not agree is an alarm in the log, the operators' stream and `/readyz`.

    :param names: of the streams to look at; without any, all.
    :param told: is told of each stream what was found, as soon as it is.
    """
    verdicts = []
    with outside():
        for stream, verdict in _judged(None if names is None else set(names)):
            verdicts.append(verdict)
            findings.keep(stream, verdict)
            told(stream, verdict)
            if not verdict.is_whole:
                _alarm(stream, verdict)
    if names is None:
        broken = sum(not verdict.is_whole for verdict in verdicts)
        at = timezone.now().isoformat(timespec="seconds")
        caches["shared"].set(KEY, {"at": at, "streams": len(verdicts), "broken": broken}, KEPT)
    return verdicts


def verdicts_of(names: set[str] | None = None) -> Iterator[Verdict]:
    """Judge streams without raising an alarm."""
    yield from (verdict for _, verdict in _judged(names))


def _judged(names: set[str] | None) -> Iterator[tuple[Stream, Verdict]]:
    every = [*streams.of_tenants(), OPERATORS]
    anchors = _anchors(every)  # before the seals, so that what is known there must be here
    for stream in every:
        if names is None or stream.name in names:
            yield stream, _verdict(stream, anchors.get(stream.name, {}))


def _verdict(stream: Stream, anchors: Mapping[str, tuple[int, str]]) -> Verdict:
    known = [(where, *what) for where, what in anchors.items()]
    try:
        with transaction.atomic():
            # Both are read as they are judged. Which seals count is settled first, so what they hold is there.
            rows, seals = streams.records(stream), streams.seals(stream)
            return judge(stream.name, rows, seals, anchors=known, key=sealing.key())
    except UNREADABLE as error:
        text = f"Records or seals cannot be read ({type(error).__name__})."
        return Verdict(stream.name, problems=[Problem(SEAL, text)])


def _anchors(every: Iterable[Stream]) -> Anchors:
    """Gather what the streams know of each other's ends; of each the newest will do, as it continues the others."""
    found: Anchors = {}
    for stream in every:
        try:
            with transaction.atomic():
                for name, known in streams.anchors(stream):
                    found.setdefault(name, {})[stream.title] = known
        except UNREADABLE:  # found again, and told, when this stream itself is judged
            continue
    return found


def _alarm(stream: Stream, verdict: Verdict) -> None:
    shown = [str(problem) for problem in verdict.problems[:MOST_RECORDED]]
    log.error("audit.broken", stream=verdict.stream, number=verdict.number_of_problems, findings=shown)
    audit.record(
        "audit.broken",
        by=audit.SYSTEM,
        tenant=stream.tenant,
        outcome="failed",
        details={"number": verdict.number_of_problems, "finding": shown},
    )
