"""The health board: municipalities and their connections as a grid (C-011)."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.functional import Promise

from integrations.connections import catalogue
from integrations.connections import queries as connections
from integrations.connections.health import queries, texts
from integrations.connections.health.types import WORST_FIRST, Cell, Row, State, Step
from integrations.connections.types import Overview, Standing

BADGES: Final[dict[State, str]] = {
    State.HEALTHY: "success",
    State.DEGRADED: "warning",
    State.FAILING: "error",
    State.MAINTENANCE: "info",
    State.SWITCHED_OFF: "neutral",
    State.NOT_CONFIGURED: "neutral",
    State.UNKNOWN: "neutral",
}
"""The kind of badge that shows each state."""
WIDTH, HEIGHT = 96, 24
"""Of a small graph."""
NEW: Final = {
    Standing.ON: State.UNKNOWN,
    Standing.OFF: State.SWITCHED_OFF,
    Standing.MAINTENANCE: State.MAINTENANCE,
    Standing.UNFINISHED: State.NOT_CONFIGURED,
}
TROUBLE: Final = frozenset({State.FAILING, State.DEGRADED})


@dataclass(frozen=True, slots=True)
class Spot:
    """One connection on the board."""

    connection: uuid.UUID
    name: str
    """What tells it from others with the same kind of system; empty where it is the only one."""
    word: Promise
    kind: str
    cause: str
    since: datetime | None
    p95: int | None
    error_rate: int
    """Percent."""
    certificate_days: int | None
    server_certificate_days: int | None
    slowness: str
    """Points of the small graph of how slow it was; empty without a history."""
    errors: str
    """Points of the one of how much went wrong; empty where nothing did."""


@dataclass(frozen=True, slots=True)
class Line:
    """One municipality on the board."""

    tenant: uuid.UUID
    name: str
    spots: list[tuple[str, list[Spot]]]
    """For each system of the board its name and the connections with it; none where it is not configured."""
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The board, with the systems that at least one municipality is connected with."""

    systems: list[str]
    lines: list[Line]
    number: int
    """Of municipalities, with those that are left out."""
    failing: int
    """Of connections."""


def board(*, only_trouble: bool = False, rows: Sequence[Row] | None = None) -> Board:
    """Answer the board, trouble first."""
    known = connections.everywhere() if rows is None else {}
    found = [*_with_new(queries.board(), known)] if rows is None else list(rows)
    names = {each.key: catalogue.title(each.reference, each.name) for all_ in known.values() for each in all_}
    order = {system: at for at, system in enumerate(catalogue.systems())}
    systems = sorted(
        {system for row in found for system in row.cells}, key=lambda s: order.get(s, len(order))
    )
    cells = [cell for row in found for each in row.cells.values() for cell in each]
    shown = [row for row in found if not only_trouble or _worst(row) in TROUBLE]
    shown.sort(key=lambda row: (_rank(_worst(row)), row.tenant_name.lower()))
    return Board(
        systems=[catalogue.title(system) for system in systems],
        lines=[_line(row, systems, names) for row in shown],
        number=len(found),
        failing=sum(cell.state in TROUBLE for cell in cells),
    )


def _with_new(rows: Sequence[Row], known: Mapping[uuid.UUID, Sequence[Overview]]) -> Iterator[Row]:
    """Add connections that nobody has looked at yet: they were added less than a look ago."""
    for row in rows:
        seen = {cell.connection for cells in row.cells.values() for cell in cells}
        cells = dict(row.cells)
        for each in known.get(row.tenant, []):
            if each.key not in seen:
                cell = Cell(each.key, each.system, NEW[each.standing])
                cells[each.system] = (*cells.get(each.system, ()), cell)
        yield replace(row, cells=cells)


def _worst(row: Row) -> State:
    return min((row.state_of(system) for system in row.cells), key=_rank, default=State.NOT_CONFIGURED)


def _rank(state: State) -> int:
    return WORST_FIRST.index(state) if state in WORST_FIRST else len(WORST_FIRST)


def _line(row: Row, systems: list[str], names: Mapping[uuid.UUID, str]) -> Line:
    spots = [(catalogue.title(each), _spots(row.cells.get(each, ()), names)) for each in systems]
    return Line(row.tenant, row.tenant_name, spots, row.is_stale)


def _spots(cells: Sequence[Cell], names: Mapping[uuid.UUID, str]) -> list[Spot]:
    """Answer what a municipality has of one kind; several are told apart by name, and stand in that order."""
    told = {cell.connection: names.get(cell.connection, "") if len(cells) > 1 else "" for cell in cells}
    return [_spot(cell, told[cell.connection]) for cell in sorted(cells, key=lambda c: told[c.connection])]


def _spot(cell: Cell, name: str) -> Spot:
    return Spot(
        connection=cell.connection,
        name=name,
        word=texts.STATES[cell.state],
        kind=BADGES[cell.state],
        cause=texts.cause(cell.cause) if cell.cause else "",
        since=cell.since,
        p95=cell.p95,
        error_rate=round(100 * cell.failed / cell.calls) if cell.calls else 0,
        certificate_days=cell.certificate_days,
        server_certificate_days=cell.server_certificate_days,
        slowness=_points(cell.history, lambda step: step.p95 or 0),
        errors=_points(cell.history, lambda step: step.error_rate, top=1.0),
    )


def _points(history: Sequence[Step], value: Callable[[Step], float], *, top: float = 0.0) -> str:
    """Answer the points of a small graph; the highest is at the top, or a fixed value is, and then none is no line."""
    if len(history) < 2:
        return ""
    values = [value(step) for step in history]
    if top and not any(values):
        return ""
    highest = top or max(values) or 1.0
    across = WIDTH / (len(values) - 1)
    return " ".join(
        f"{at * across:.1f},{HEIGHT - 1 - (HEIGHT - 2) * min(each / highest, 1):.1f}"
        for at, each in enumerate(values)
    )
