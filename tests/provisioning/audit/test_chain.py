"""What a hash chain notices, without a database: any change of any record or seal, and none where there is none."""

import dataclasses
import datetime
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provisioning.audit import chain, judging, numbers
from provisioning.audit.chain import Row, Seal

pytestmark = pytest.mark.covers("C-070", "architecture T14")
KEY = b"k" * 32
NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
STREAM = "operators"


def row(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "uuid": f"u{number}", "recorded_at": NOW, "action": "thing.done", "actor": "noor",
        "before": None, "after": None, "details": {"number": number}, **values,
    }  # fmt: skip


def sealed(batches: Sequence[Sequence[Row]], *, settled: int = 10**9) -> list[Seal]:
    """Seal batch after batch."""
    seals: list[Seal] = []
    for batch in batches:
        last = seals[-1] if seals else None
        waiting = chain.still_open(last, batch, settled=settled)
        seals.append(chain.link(STREAM, last, batch, waiting=waiting, at=NOW, key=KEY))
    return seals


def kinds(rows: Sequence[Row], seals: Sequence[Seal], **options: Any) -> list[str]:
    return [p.kind for p in judging.judge(STREAM, rows, seals, key=KEY, **options).problems]


BATCHES = [[row(1), row(2), row(4)], [row(5)], [row(6), row(7)]]
ROWS = [each for batch in BATCHES for each in batch]


def test_an_untouched_chain_is_whole() -> None:
    verdict = judging.judge(STREAM, [*ROWS, row(8)], sealed(BATCHES), key=KEY)

    assert verdict.is_whole
    assert (verdict.records, verdict.seals, verdict.unsealed) == (7, 3, 1)


@pytest.mark.attack("P11")
@pytest.mark.parametrize(
    ("tamper", "kind", "record"),
    [
        (lambda rows: [{**r, "actor": "mallory"} if r["id"] == 4 else r for r in rows], judging.ALTERED, 4),
        (lambda rows: [{**r, "recorded_at": NOW - datetime.timedelta(days=1)} if r["id"] == 4 else r for r in rows],
         judging.ALTERED, 4),
        (lambda rows: [{**r, "details": {"number": 4.0}} if r["id"] == 4 else r for r in rows], judging.ALTERED, 4),
        (lambda rows: [r for r in rows if r["id"] != 4], judging.REMOVED, 4),
        (lambda rows: [*rows, row(3)], judging.INSERTED, 3),
        (lambda rows: [{**r, "id": {4: 5, 5: 4}.get(r["id"], r["id"])} for r in rows], judging.ALTERED, 4),
    ],
    ids=["altered", "another time", "another number", "removed", "inserted", "reordered"],
)  # fmt: skip
def test_it_says_which_record_is_not_what_was_sealed(
    tamper: Callable[[list[Row]], list[Row]], kind: str, record: int
) -> None:
    found = judging.judge(STREAM, tamper(ROWS), sealed(BATCHES), key=KEY).problems

    assert (kind, record) in [(p.kind, p.record) for p in found]
    assert any(f"Record {record}" in str(p) for p in found)


@pytest.mark.attack("P11")
def test_a_tail_that_was_cut_off_is_seen_by_who_knew_its_end() -> None:
    seals = sealed(BATCHES)
    anchor = ("Platform", seals[-1].number, seals[-1].hash)

    assert kinds(ROWS[:4], seals[:2]) == []  # the control: a shorter chain agrees with itself
    assert kinds(ROWS[:4], seals[:2], anchors=[anchor]) == [judging.CUT]
    assert kinds([], [], anchors=[anchor]) == [judging.CUT]
    assert kinds(ROWS, seals, anchors=[anchor]) == []


@pytest.mark.attack("P11")
def test_a_chain_that_was_made_anew_is_seen_by_key_and_by_anchor() -> None:
    seals = sealed(BATCHES)
    forged = [{**ROWS[0], "actor": "mallory"}, *ROWS[1:]]
    anew: list[Seal] = []
    for batch in ([forged[0], *forged[1:3]], [forged[3]], forged[4:]):
        last = anew[-1] if anew else None
        anew.append(chain.link(STREAM, last, batch, waiting=(), at=NOW, key=b"another key"))

    assert [
        p.kind for p in judging.judge(STREAM, forged, anew).problems
    ] == []  # the control: without a key it agrees
    assert kinds(forged, anew) == [judging.SEAL] * 3
    anchor = ("Platform", 3, seals[-1].hash)
    assert [p.kind for p in judging.judge(STREAM, forged, anew, anchors=[anchor]).problems] == [judging.CUT]


@pytest.mark.parametrize(
    "change",
    [{"sealed_at": NOW + datetime.timedelta(seconds=1)}, {"upto": 9}, {"waiting": ((3, 3),)}, {"entries": ()},
     {"previous": "0" * 64}, {"anchors": {"x": (1, "y")}}, {"hash": "f" * 64}, {"mac": "f" * 64}, {"number": 9}],
    ids=lambda change: str(next(iter(change))),
)  # fmt: skip
def test_a_seal_that_was_altered_is_seen(change: dict[str, Any]) -> None:
    seals = sealed(BATCHES)
    seals[1] = dataclasses.replace(seals[1], **change)

    assert judging.SEAL in kinds(ROWS, seals)


def test_a_seal_that_was_taken_out_is_seen() -> None:
    seals = sealed(BATCHES)

    assert judging.SEAL in kinds(ROWS, [seals[0], seals[2]])


def test_a_record_belongs_to_its_own_stream() -> None:
    assert chain.digest("operators", row(1)) != chain.digest("another", row(1))


def test_a_number_that_may_still_come_is_no_forgery_and_one_that_may_not_is() -> None:
    waiting = sealed(BATCHES, settled=0)
    assert waiting[-1].waiting == ((3, 3),)
    assert kinds([*ROWS, row(3)], waiting) == []

    assert sealed(BATCHES)[-1].waiting == ()
    assert kinds([*ROWS, row(3)], sealed(BATCHES)) == [judging.INSERTED]


calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""However busy the machine is."""
values = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
contents = st.dictionaries(st.text(max_size=6), values, max_size=3)


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[Seal]]:
    """Draw records with gaps, in batches that come in any order of transactions."""
    count = draw(st.integers(2, 12))
    there = sorted(draw(st.sets(st.integers(1, 25), min_size=count, max_size=count)))
    rows = [row(number, details=draw(contents), actor=draw(st.text(max_size=5))) for number in there]
    seals: list[Seal] = []
    left = list(rows)
    while left:
        # What is sealed now: those behind the last seal up to here, but a few that are still being written.
        last = seals[-1] if seals else None
        upto, waiting = (last.upto, last.waiting) if last else (0, ())
        late = draw(st.sets(st.sampled_from([r["id"] for r in left]), max_size=len(left) - 1))
        batch = [r for r in left if r["id"] not in late and (r["id"] > upto or numbers.has(waiting, r["id"]))]
        if not batch:
            batch = [r for r in left if r["id"] > upto or numbers.has(waiting, r["id"])]
        still = chain.still_open(last, batch, settled=0)
        seals.append(chain.link(STREAM, last, batch, waiting=still, at=NOW, key=KEY))
        left = [r for r in left if r not in batch]
    return rows, seals


@calmly
@given(stream=streams())
def test_however_transactions_end_every_record_is_sealed_once_and_the_chain_is_whole(
    stream: tuple[list[dict[str, Any]], list[Seal]],
) -> None:
    rows, seals = stream
    entries = [number for seal in seals for number, _ in seal.entries]

    assert sorted(entries) == [each["id"] for each in rows]
    assert kinds(rows, seals) == []


@calmly
@given(stream=streams(), data=st.data())
def test_any_change_of_any_record_is_noticed(
    stream: tuple[list[dict[str, Any]], list[Seal]], data: st.DataObject
) -> None:
    rows, seals = stream
    which = data.draw(st.sampled_from(range(len(rows))))
    column = data.draw(st.sampled_from(["actor", "action", "details", "before", "recorded_at", "uuid"]))
    value = data.draw(st.text(min_size=6, max_size=9) | st.just({"a": "b" * 9}))
    altered = [{**each, column: value} if at == which else each for at, each in enumerate(rows)]

    assert kinds(altered, seals) == [judging.ALTERED]
    assert kinds(rows[:which] + rows[which + 1 :], seals) == [judging.REMOVED]


@calmly
@given(stream=streams(), data=st.data())
def test_the_order_in_which_a_database_answers_does_not_matter(
    stream: tuple[list[dict[str, Any]], list[Seal]], data: st.DataObject
) -> None:
    rows, seals = stream

    assert kinds(data.draw(st.permutations(rows)), seals) == []


@calmly
@given(there=st.sets(st.integers(1, 40)), start=st.integers(0, 10), limit=st.integers(0, 45))
def test_ranges_say_what_a_list_would(there: set[int], start: int, limit: int) -> None:
    ordered = sorted(n for n in there if n > start)
    missing = [n for n in range(start + 1, max(ordered, default=0)) if n not in there]
    ranges = numbers.between(start, ordered)

    assert [n for n in range(50) if numbers.has(ranges, n)] == missing
    assert [n for n in range(50) if numbers.has(numbers.above(ranges, limit), n)] == [
        n for n in missing if n > limit
    ]
    half = missing[::2]
    assert [n for n in range(50) if numbers.has(numbers.without(ranges, half), n)] == missing[1::2]


class Counted(list[Any]):
    """Something large; how many of them there are at once is counted."""

    alive: ClassVar[weakref.WeakSet["Counted"]] = weakref.WeakSet()
    most: ClassVar[int] = 0

    def __init__(self, values: Any) -> None:
        super().__init__(values)
        Counted.alive.add(self)
        Counted.most = max(Counted.most, len(Counted.alive))

    def __hash__(self) -> int:
        return id(self)


def long_stream(length: int, *, each: int = 5) -> tuple[Iterator[Row], Iterator[Seal]]:
    """Make a stream as it is read, in which every third record of a seal comes late and is held by the next one."""
    numbered = range(1, length * each + 1)

    def rows() -> Iterator[Row]:
        for number in numbered:
            yield row(number, details=Counted([number]))

    def made() -> Iterator[Seal]:
        last: Seal | None = None
        late: list[int] = []
        for start in range(1, length * each + 1, each):
            now = [*late, *(n for n in range(start, start + each) if n % each != 3)]
            late = [start + 2]
            batch = [row(n, details=[n]) for n in sorted(now)]
            last = chain.link(STREAM, last, batch, waiting=((start + 2, start + 2),), at=NOW, key=KEY)
            yield dataclasses.replace(last, entries=Counted(last.entries))

    return rows(), made()


@pytest.mark.parametrize("length", [10, 400])
def test_a_stream_however_long_is_judged_with_a_few_records_and_seals_at_hand(length: int) -> None:
    Counted.alive.clear()
    Counted.most = 0
    rows, seals = long_stream(length)

    verdict = judging.judge(STREAM, rows, seals, key=KEY)

    assert verdict.is_whole
    assert (verdict.records, verdict.seals, verdict.unsealed) == (5 * length, length, 1)
    assert Counted.most <= 8


def test_the_negative_control_who_reads_all_first_has_all_at_hand() -> None:
    Counted.alive.clear()
    Counted.most = 0
    rows, seals = long_stream(40)

    judging.judge(STREAM, list(rows), list(seals), key=KEY)

    assert Counted.most > 200


def test_of_very_many_problems_the_first_are_told_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(judging, "MOST_TOLD", 3)
    monkeypatch.setattr(judging, "MOST_OPEN", 4)
    _rows, seals = long_stream(8)

    verdict = judging.judge(STREAM, [], seals, key=KEY)

    assert [problem.record for problem in verdict.problems] == [1, 2, 3]
    assert verdict.number_of_problems == 8 * 5 - 1
