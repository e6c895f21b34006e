"""How far a storm has come: written down after every block, so that it can be resumed."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class State:
    """What has been done of a storm."""

    seed: str
    wanted: int
    towns: int = 0
    done: list[int] = field(default_factory=list)
    """First numbers of the blocks that are complete."""
    attempts: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    searched: int = 0
    """Characters."""
    seconds: float = 0.0
    processes: int = 0
    commands: int = 0
    kills: int = 0
    swept: dict[str, int] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, first: int, result: dict[str, Any]) -> None:
        """Enter a block's tally."""
        self.done.append(first)
        for name in ("attempts", "held", "outcomes"):
            counts = getattr(self, name)
            for key, number in result[name].items():
                counts[key] = counts.get(key, 0) + number
        self.searched += result["searched"]
        self.leaks += result["leaks"]
        self.broken += result["broken"]

    @property
    def total(self) -> int:
        """Count the attempts."""
        return sum(self.attempts.values())

    def save(self, path: Path) -> None:
        """Write down; a reader never sees half of it."""
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(self)))
        os.replace(beside, path)

    @classmethod
    def load(cls, path: Path) -> "State":
        """Read."""
        return cls(**json.loads(path.read_text()))


def table(state: State) -> str:
    """Print what was tried, of which kinds, and what came of it."""
    width = max([len(name) for name in state.attempts] or [0]) + 2
    lines = [f"{'kind':{width}}{'attempts':>12}{'held':>12}"]
    for name, number in sorted(state.attempts.items(), key=lambda item: -item[1]):
        lines.append(f"{name:{width}}{number:>12,}{state.held.get(name, 0):>12,}")
    lines += [
        f"{'all':{width}}{state.total:>12,}{sum(state.held.values()):>12,}",
        "",
        f"kinds {len(state.attempts)}, towns {state.towns}, seed {state.seed}",
        f"outcomes: {', '.join(f'{name} {number:,}' for name, number in sorted(state.outcomes.items()))}",
        f"commands as processes {state.commands}, processes killed with work under way {state.kills}",
        f"searched: {state.searched:,} characters of output, and at the end "
        + (", ".join(f"{number:,} {name}" for name, number in state.swept.items()) or "nothing yet"),
        f"seconds {state.seconds:,.0f} ({state.total / max(state.seconds, 0.001):,.0f} attempts a second,"
        f" {state.processes} processes)",
        f"failed otherwise {len(state.broken)}",
        f"leaks {len(state.leaks)}",
    ]
    return "\n".join(lines)
