"""Write a stream with its seals to a file, and read such a file: JSON Lines, or CSV for a spreadsheet (C-070).

Both hold the same lines: one that names the stream, the seals, the records, and one that ends it with counts, so that
a file that was cut off is known as such. What is in them is enough to compute the whole chain anew, without this
installation and without a key.
"""

import csv
import json
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TextIO

from . import chain, streams
from .judging import SEAL, Problem, Verdict, judge
from .streams import COLUMNS, SEAL_COLUMNS, Stream

FORMATS: Final = ("jsonl", "csv")
TEXTS: Final = frozenset(
    {"kind", "stream", "title", "uuid", "recorded_at", "action", "actor_kind", "actor", "target", "outcome", "origin",
     "why", "sealed_at", "previous", "hash", "mac", "exported_at"}
)  # fmt: skip
"""Columns that a spreadsheet shows as they are; in the others stands JSON."""
CELLS: Final = tuple(
    dict.fromkeys(
        (
            "kind",
            *COLUMNS,
            "tenant",
            *SEAL_COLUMNS,
            "stream",
            "title",
            "format",
            "exported_at",
            "records",
            "seals",
        )
    )
)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that a spreadsheet would take for more than text."""

type Line = dict[str, Any]


class UnreadableFileError(ValueError):
    """Raised for a file that is no export of ours."""


def write(stream: Stream, file: TextIO, *, form: str, at: datetime) -> int:
    """Write a stream; answer how many records that were.

    :param form: one of `FORMATS`.
    """
    counted = {"records": 0, "seals": 0}

    def lines() -> Iterator[Line]:
        yield {"kind": "stream", "format": chain.FORMAT, "stream": stream.name, "title": stream.title,
               "exported_at": at}  # fmt: skip
        for seal in streams.seals(stream):
            counted["seals"] += 1
            yield {"kind": "seal", **{name: getattr(seal, name) for name in SEAL_COLUMNS}}
        for row in streams.records(stream):
            counted["records"] += 1
            yield {"kind": "record", **row}
        yield {"kind": "end", **counted}

    _write_csv(lines(), file) if form == "csv" else _write_json(lines(), file)
    return counted["records"]


def verify(path: Path, *, earlier: Path | None = None) -> Verdict:
    """Judge an export without asking anybody.

    :param earlier: an export of before: what that ends with must be in this one.
    :raises UnreadableFileError: when it is no export.
    """
    first = next(read(path), {})
    if first.get("kind") != "stream" or first.get("format") != chain.FORMAT:
        raise UnreadableFileError(f"{path.name} is no export of an audit stream that this release can read.")
    known = [(earlier.name, *_head(earlier, first["stream"]))] if earlier else []
    rows = (_without_kind(line) for line in read(path) if line["kind"] == "record")
    seals = (streams.read_seal(_seal(line)) for line in read(path) if line["kind"] == "seal")
    verdict = judge(first["stream"], rows, seals, anchors=known)
    verdict.add(_judge_end(read(path), verdict))
    return verdict


def read(path: Path) -> Iterator[Line]:
    """Read the lines of an export.

    :raises UnreadableFileError: when there is something else in it.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            if path.suffix == ".csv":
                yield from _read_csv(file)
            else:
                yield from (_line(chain.parse(text)) for text in file)
    except (ValueError, TypeError, KeyError, csv.Error, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"{path.name} cannot be read ({type(error).__name__}).") from error


def _line(value: Any) -> Line:
    if not isinstance(value, dict) or "kind" not in value:
        raise ValueError("Not a line of an export.")
    return value


def _seal(line: Line) -> Line:
    return {
        **{name: line[name] for name in SEAL_COLUMNS},
        "sealed_at": datetime.fromisoformat(line["sealed_at"]),
    }


def _head(path: Path, stream: str) -> tuple[int, str]:
    number, found, whose = 0, chain.START, ""
    for line in read(path):
        whose = line["stream"] if line["kind"] == "stream" else whose
        if line["kind"] == "seal":
            number, found = line["number"], line["hash"]
    if whose != stream:
        raise UnreadableFileError(f"{path.name} is of another stream.")
    return number, found


def _judge_end(lines: Iterable[Line], verdict: Verdict) -> Iterator[Problem]:
    last: Line = next(iter(deque(lines, maxlen=1)), {})
    if (last.get("kind"), last.get("records"), last.get("seals")) != ("end", verdict.records, verdict.seals):
        yield Problem(SEAL, "The file does not end as it was written.")


def _without_kind(line: Line) -> Line:
    return {name: value for name, value in line.items() if name != "kind"}


def _write_json(lines: Iterable[Line], file: TextIO) -> None:
    for line in lines:
        file.write(f"{chain.canonical(line).decode()}\n")


def _write_csv(lines: Iterable[Line], file: TextIO) -> None:
    writer = csv.DictWriter(file, CELLS, restval="")
    writer.writeheader()
    for line in lines:
        plain = json.loads(chain.canonical(line))
        writer.writerow({name: _cell(name, value) for name, value in plain.items()})


def _cell(name: str, value: Any) -> str:
    text = str(value) if name in TEXTS else chain.canonical(value).decode()
    return f"'{text}" if text.startswith(FORMULA) else text


def _read_csv(file: TextIO) -> Iterator[Line]:
    csv.field_size_limit(2**30)
    for cells in csv.DictReader(file):
        wanted = _cells_of(cells)
        yield _line({name: _value(name, cells[name].removeprefix("'")) for name in wanted})


def _cells_of(cells: Line) -> Iterable[str]:
    """Name what a line of its kind has; a cell that may be empty is only known so."""
    ours = {
        "stream": ("stream", "title", "format", "exported_at"),
        "seal": SEAL_COLUMNS,
        "record": (*COLUMNS, *(("tenant",) if cells["tenant"] else ())),
        "end": ("records", "seals"),
    }
    return ("kind", *ours[cells["kind"]])


def _value(name: str, text: str) -> Any:
    return text if name in TEXTS else chain.parse(text)
