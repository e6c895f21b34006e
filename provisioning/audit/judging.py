"""Say what is wrong with a stream, given its records, its seals and what others know of its end.

Seals and records are gone through together, both in the order of their numbers, and only what does not fit yet is
remembered: a stream of a hundred years takes no more room than one of a day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from . import chain, numbers
from .chain import Row, Seal

ALTERED: Final = "altered"
REMOVED: Final = "removed"
INSERTED: Final = "inserted"
SEAL: Final = "seal"
CUT: Final = "cut"
MOST_TOLD: Final = 1_000
"""Problems that are kept in words; further ones are counted."""
MOST_OPEN: Final = 100_000
"""Sealed records that may be looked for at once; beyond that, those that were not found are gone."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not agree."""

    kind: str
    text: str
    record: int | None = None
    seal: int | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Verdict:
    """What a look at a whole stream found."""

    stream: str
    records: int = 0
    seals: int = 0
    unsealed: int = 0
    head: tuple[int, str] = (0, chain.START)
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0
    """Problems beyond the first thousand."""

    @property
    def is_whole(self) -> bool:
        """Tell whether everything agrees."""
        return not self.problems

    @property
    def number_of_problems(self) -> int:
        """Count all that does not agree."""
        return len(self.problems) + self.untold

    def add(self, found: Iterable[Problem]) -> None:
        """Add what does not agree."""
        for problem in found:
            if len(self.problems) < MOST_TOLD:
                self.problems.append(problem)
            else:
                self.untold += 1


def judge(
    stream: str,
    rows: Iterable[Row],
    seals: Iterable[Seal],
    *,
    anchors: Iterable[tuple[str, int, str]] = (),
    key: bytes | None = None,
) -> Verdict:
    """Compare a stream with its chain.

    :param rows: in the order of their numbers; in another one it takes more room. The first one is read after the first
        seal, by when it must be settled which seals there are: what is sealed is there.
    :param seals: in their order.
    :param anchors: what is known elsewhere of seals of this stream: where, number and hash.
    :param key: of the installation; without it macs are not looked at.
    """
    verdict, known = Verdict(stream), list(anchors)
    wanted, hashes = {number for _where, number, _hash in known}, {0: chain.START}
    going = _Going(stream, rows, verdict)
    for seal in seals:
        verdict.add(_judge_seal(stream, seal, verdict.head, key))
        verdict.head, verdict.seals = (seal.number, seal.hash), verdict.seals + 1
        if seal.number in wanted:
            hashes[seal.number] = seal.hash
        going.along(seal)
    going.to_the_end()
    verdict.add(_judge_anchors(known, hashes))
    return verdict


class _Going:
    """Goes along the records, seal by seal."""

    def __init__(self, stream: str, rows: Iterable[Row], verdict: Verdict) -> None:
        self.stream, self.verdict = stream, verdict
        self.rows, self.next = iter(rows), cast("Row | None", None)
        self.wanted: dict[int, tuple[str, int]] = {}
        """Sealed, and not come by yet: by number the digest, and which seal holds it."""
        self.early: dict[int, str] = {}
        """Come by, and left open for a later seal: by number the digest."""
        self.upto = 0
        self.waiting: numbers.Ranges = ()

    def along(self, seal: Seal) -> None:
        """Judge the records up to where a seal goes."""
        self.verdict.add(self._take(seal))
        for number in self.early.keys() & self.wanted.keys():
            self.verdict.add(self._compare(number, self.early.pop(number)))
        for row in self._rows_upto(max([self.upto, *(number for number, _digest in seal.entries)])):
            self.verdict.add(self._judge(row))
        for number in [each for each in self.early if not self._is_open(each)]:
            del self.early[number]
            self.verdict.add([_inserted(number)])
        if len(self.wanted) > MOST_OPEN:
            self._give_up()

    def to_the_end(self) -> None:
        """Judge what no seal goes up to."""
        self.verdict.unsealed += len(self.early)
        self.early.clear()
        for row in self._rows_upto(None):
            number = int(row["id"])
            if number not in self.wanted and self._is_open(number):
                self.verdict.records += 1
                self.verdict.unsealed += 1
            else:
                self.verdict.add(self._judge(row))
        self._give_up()

    def _take(self, seal: Seal) -> Iterator[Problem]:
        for number, digest in seal.entries:
            if number in self.wanted or not self._is_open(number):
                text = f"Seal {seal.number} holds record {number} again."
                yield Problem(SEAL, text, number, seal.number)
            else:
                self.wanted[number] = (digest, seal.number)
        self.upto, self.waiting = seal.upto, seal.waiting

    def _judge(self, row: Row) -> Iterator[Problem]:
        self.verdict.records += 1
        number = int(row["id"])
        if number in self.wanted:
            yield from self._compare(number, chain.digest(self.stream, row))
        elif self._is_open(number):
            self.early[number] = chain.digest(self.stream, row)
        else:
            yield _inserted(number)

    def _compare(self, number: int, found: str) -> Iterator[Problem]:
        digest, seal = self.wanted.pop(number)
        if found != digest:
            yield Problem(ALTERED, f"Record {number} is not what seal {seal} holds.", number, seal)

    def _is_open(self, number: int) -> bool:
        """Tell whether a number may be sealed by a seal that is still to come."""
        return number > self.upto or numbers.has(self.waiting, number)

    def _rows_upto(self, number: int | None) -> Iterator[Row]:
        while (row := self.next or next(self.rows, None)) is not None:
            self.next = row
            if number is not None and int(row["id"]) > number:
                return
            self.next = None
            yield row

    def _give_up(self) -> None:
        for number, (_digest, seal) in sorted(self.wanted.items()):
            text = f"Record {number}, which seal {seal} holds, is not there."
            self.verdict.add([Problem(REMOVED, text, number, seal)])
        self.wanted.clear()


def _judge_seal(stream: str, seal: Seal, head: tuple[int, str], key: bytes | None) -> Iterator[Problem]:
    number, previous = head
    if seal.number != number + 1:
        yield Problem(SEAL, f"Seal {number + 1} is not there; {seal.number} follows.", seal=number + 1)
    elif seal.previous != previous:
        yield Problem(SEAL, f"Seal {seal.number} does not continue the one before it.", seal=seal.number)
    if chain.hash_of(stream, seal) != seal.hash:
        yield Problem(SEAL, f"Seal {seal.number} is not what was hashed.", seal=seal.number)
    elif key is not None and chain.mac_of(seal.hash, key) != seal.mac:
        yield Problem(
            SEAL, f"Seal {seal.number} was not made with this installation's key.", seal=seal.number
        )


def _judge_anchors(anchors: Iterable[tuple[str, int, str]], hashes: Mapping[int, str]) -> Iterator[Problem]:
    for where, number, known in anchors:
        if number not in hashes:
            yield Problem(
                CUT, f"Seal {number}, which {where} knows, is not there: the end was cut off.", seal=number
            )
        elif hashes[number] != known:
            yield Problem(CUT, f"Seal {number} is another than the one that {where} knows.", seal=number)


def _inserted(number: int) -> Problem:
    return Problem(INSERTED, f"Record {number} was put in after its neighbours were sealed.", number)
