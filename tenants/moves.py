"""The states of a tenant and the moves between them: the one table, which the database and the manual repeat."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .types import SERVING, State


@dataclass(frozen=True, slots=True)
class Move:
    """A move: what operators call it, how the audit trail does, from where, to where."""

    name: str
    action: str
    before: frozenset[State]
    after: frozenset[State]


def _move(name: str, action: str, before: set[State], after: set[State]) -> Move:
    return Move(name, action, frozenset(before), frozenset(after))


UNBORN: Final = {State.DRAFT, State.REQUESTED, State.PROVISIONING, State.SPARE}
OPEN: Final = set(SERVING)
PAUSED: Final = frozenset({State.SUSPENDED, State.MAINTENANCE})
"""States from which a tenant goes back to where it came from."""
FIRST: Final = frozenset(UNBORN)
"""States in which a tenant may be entered in the directory."""
MOVES: Final = (
    _move("request", "tenant.requested", {State.DRAFT}, {State.REQUESTED}),
    _move("provision", "tenant.provisioned", {State.REQUESTED}, {State.PROVISIONING}),
    _move("keep", "tenant.kept", {State.PROVISIONING}, {State.SPARE}),
    _move("claim", "tenant.claimed", {State.SPARE}, {State.PROVISIONING}),
    _move("open", "tenant.opened", {State.PROVISIONING}, {State.TRIAL}),
    _move("go_live", "tenant.went_live", {State.TRIAL}, {State.LIVE}),
    _move("maintain", "tenant.maintained", {*OPEN, State.SUSPENDED}, {State.MAINTENANCE}),
    _move("suspend", "tenant.suspended", {*OPEN, State.MAINTENANCE}, {State.SUSPENDED}),
    _move("resume", "tenant.resumed", set(PAUSED), OPEN),
    _move("leave", "tenant.left", {*OPEN, *PAUSED}, {State.LEAVING}),
    _move("stay", "tenant.stayed", {State.LEAVING}, {State.SUSPENDED}),
    _move("delete", "tenant.deleted", {State.LEAVING}, {State.DELETED}),
    _move("discard", "tenant.discarded", UNBORN, {State.DELETED}),
)


def between(before: State, after: State) -> Move | None:
    """Find the move from one state to another; None when there is none."""
    return next((move for move in MOVES if before in move.before and after in move.after), None)


def pairs() -> Iterator[tuple[State, State, Move]]:
    """List every single move, in the order of the states."""
    for before in State:
        for after in State:
            if move := between(before, after):
                yield before, after, move


def drawing() -> str:
    """Draw the moves as a Mermaid diagram, for the manual."""
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for state in State if state in FIRST]
    lines += [f"    {before} --> {after}: {move.name}" for before, after, move in pairs()]
    return "\n".join([*lines, f"    {State.DELETED} --> [*]"])
