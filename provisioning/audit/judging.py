"""Say what is wrong with a stream, given its records, its seals and what others know of its end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from . import chain, numbers
from .chain import Row, Seal

ALTERED: Final = "altered"
REMOVED: Final = "removed"
INSERTED: Final = "inserted"
SEAL: Final = "seal"
CUT: Final = "cut"


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

    @property
    def is_whole(self) -> bool:
        """Tell whether everything agrees."""
        return not self.problems


@dataclass(slots=True)
class _Sealed:
    """What the seals together say."""

    digests: dict[int, tuple[str, int]] = field(default_factory=dict)
    upto: int = 0
    waiting: numbers.Ranges = ()


def judge(
    stream: str,
    rows: Iterable[Row],
    seals: Iterable[Seal],
    *,
    anchors: Iterable[tuple[str, int, str]] = (),
    key: bytes | None = None,
) -> Verdict:
    """Compare a stream with its chain.

    :param rows: in any order; read after the seals, so that what is sealed is there.
    :param anchors: what is known elsewhere of seals of this stream: where, number and hash.
    :param key: of the installation; without it macs are not looked at.
    """
    verdict = Verdict(stream)
    sealed, hashes = _Sealed(), {0: chain.START}
    for seal in seals:
        verdict.problems += _judge_seal(stream, seal, verdict.head, key)
        verdict.problems += _take(seal, sealed)
        verdict.head, verdict.seals = (seal.number, seal.hash), verdict.seals + 1
        hashes[seal.number] = seal.hash
    verdict.problems += _judge_anchors(anchors, hashes)
    for row in rows:
        verdict.records += 1
        verdict.problems += _judge_row(stream, row, sealed, verdict)
    for number, (_, seal_number) in sorted(sealed.digests.items()):
        text = f"Record {number}, which seal {seal_number} holds, is not there."
        verdict.problems.append(Problem(REMOVED, text, number, seal_number))
    return verdict


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


def _take(seal: Seal, sealed: _Sealed) -> Iterator[Problem]:
    for number, digest in seal.entries:
        if number in sealed.digests:
            yield Problem(SEAL, f"Seal {seal.number} holds record {number} again.", number, seal.number)
        sealed.digests[number] = (digest, seal.number)
    sealed.upto, sealed.waiting = seal.upto, seal.waiting


def _judge_anchors(anchors: Iterable[tuple[str, int, str]], hashes: Mapping[int, str]) -> Iterator[Problem]:
    for where, number, known in anchors:
        if number not in hashes:
            yield Problem(
                CUT, f"Seal {number}, which {where} knows, is not there: the end was cut off.", seal=number
            )
        elif hashes[number] != known:
            yield Problem(CUT, f"Seal {number} is another than the one that {where} knows.", seal=number)


def _judge_row(stream: str, row: Row, sealed: _Sealed, verdict: Verdict) -> Iterator[Problem]:
    number = int(row["id"])
    digest, seal_number = sealed.digests.pop(number, (None, None))
    if digest is None:
        if number > sealed.upto or numbers.has(sealed.waiting, number):
            verdict.unsealed += 1
        else:
            yield Problem(INSERTED, f"Record {number} was put in after its neighbours were sealed.", number)
    elif chain.digest(stream, row) != digest:
        yield Problem(ALTERED, f"Record {number} is not what seal {seal_number} holds.", number, seal_number)
