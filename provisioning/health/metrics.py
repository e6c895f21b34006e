"""Figures of every connection in the form that Prometheus reads (M-12, I-226); made from the read model alone.

Its labels are keys of ours and kinds of system: no name, no address, nothing of anybody (attack T56).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from integrations.connections.health import queries
from integrations.connections.health.types import Cell, Row

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
PREFIX: Final = "inwonerplein_connection"

type Labels = Mapping[str, str]
type Sample = tuple[Labels, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One gauge, and what it says of a connection: nothing, where nothing is known."""

    name: str
    help: str
    samples: Callable[[Cell], Iterator[Sample]]


def text() -> str:
    """Write the figures of all municipalities that serve."""
    return "".join(f"{line}\n" for line in _lines(queries.board(with_history=False)))


def _lines(rows: list[Row]) -> Iterator[str]:
    connections = [
        ({"tenant": str(row.tenant), "connection": str(cell.connection), "system": cell.system}, cell)
        for row in rows
        for cells in row.cells.values()
        for cell in cells
    ]
    for figure in FIGURES:
        yield from _head(figure.name, figure.help)
        for labels, cell in connections:
            for more, value in figure.samples(cell):
                yield _line(figure.name, {**labels, **more}, value)
    yield from _head("looked_timestamp_seconds", "When somebody last looked at a municipality's connections.")
    for row in rows:
        if row.looked_at:
            yield _line("looked_timestamp_seconds", {"tenant": str(row.tenant)}, row.looked_at.timestamp())


def _head(name: str, told: str) -> Iterator[str]:
    yield f"# HELP {PREFIX}_{name} {told}"
    yield f"# TYPE {PREFIX}_{name} gauge"


def _line(name: str, labels: Labels, value: float) -> str:
    written = ",".join(f'{label}="{_escaped(word)}"' for label, word in labels.items())
    return f"{PREFIX}_{name}{{{written}}} {value:.3f}"


def _escaped(word: str) -> str:
    return word.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _states(cell: Cell) -> Iterator[Sample]:
    yield (
        {"state": cell.state.value},
        1,
    )  # of the others nothing: a line for each would be half of all that is told


def _latencies(cell: Cell) -> Iterator[Sample]:
    for quantile, milliseconds in (("0.5", cell.p50), ("0.95", cell.p95)):
        if milliseconds is not None:
            yield {"quantile": quantile}, milliseconds / 1_000


def _certificates(cell: Cell) -> Iterator[Sample]:
    for whose, days in (("ours", cell.certificate_days), ("theirs", cell.server_certificate_days)):
        if days is not None:
            yield {"whose": whose}, days


def _plain(value: Callable[[Cell], float | None]) -> Callable[[Cell], Iterator[Sample]]:
    def samples(cell: Cell) -> Iterator[Sample]:
        found = value(cell)
        if found is not None:
            yield {}, found

    return samples


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


FIGURES: Final = (
    Figure("state", "1 for the state that it is in.", _states),
    Figure("calls", "Calls in the last five minutes.", _plain(lambda cell: cell.calls)),
    Figure("failed_calls", "Those of them that failed.", _plain(lambda cell: cell.failed)),
    Figure("latency_seconds", "How long they took.", _latencies),
    Figure(
        "breaker_open",
        "1 while its breaker lets nobody through.",
        _plain(lambda cell: float(cell.retry_in > 0)),
    ),
    Figure(
        "good_timestamp_seconds", "When it last answered well.", _plain(lambda cell: _seconds(cell.good_at))
    ),
    Figure("certificate_days", "Days until the first certificate ends.", _certificates),
)
