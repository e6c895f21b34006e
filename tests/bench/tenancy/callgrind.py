"""Count the instructions of a process: neither the machine nor who else works on it changes anything in that.

Callgrind, of Valgrind, also plays the caches of a processor, so that what many municipalities push out of them counts
too. What the kernel does is not seen.

Source: Valgrind's manual, chapters *Cachegrind* and *Callgrind* (events, and what a miss takes about).
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.local import debian

CACHES: Final = ("--cache-sim=yes", "--I1=32768,8,64", "--D1=49152,12,64", "--LL=2097152,16,64")
"""Those of one core of a server: 32 kB for instructions and 48 for data close by, 2 MB behind them."""
CLOSE: Final = ("I1mr", "D1mr", "D1mw")
FAR: Final = ("ILmr", "DLmr", "DLmw")
CYCLES_CLOSE: Final = 10
CYCLES_FAR: Final = 100
"""What it takes, about, when something is not in the caches close by, and when it is in none of the core's."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one page takes: instructions, and how often something was in no cache close by, and in none at all."""

    instructions: float
    close: float
    far: float

    @property
    def cycles(self) -> float:
        """Estimate how many cycles of a processor that is."""
        return self.instructions + CYCLES_CLOSE * self.close + CYCLES_FAR * self.far


class Counter:
    """A process that is counted only where that is asked for.

    :param folder: where Callgrind writes; one for each process.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._valgrind = debian.valgrind()

    def before(self) -> list[str]:
        """Write what goes before the command that is to be counted."""
        file = f"--callgrind-out-file={self._folder}/counted"
        return [str(self._valgrind), "--quiet", "--tool=callgrind", "--instr-atstart=no", *CACHES, file]

    def begin(self, pid: int) -> None:
        """Count from here."""
        self._tell(pid, "instrumentation", "on")

    def forget(self, pid: int) -> None:
        """Begin anew at nothing, with caches as they are now."""
        self._tell(pid, "zero")

    def end(self, pid: int, *, pages: int) -> Work:
        """Answer what was counted, for each of so many pages; count no more."""
        known = set(self._folder.iterdir())
        self._tell(pid, "dump")
        self._tell(pid, "instrumentation", "off")
        (written,) = set(self._folder.iterdir()) - known
        return read(written.read_text(), pages=pages)

    def _tell(self, pid: int, *words: str) -> None:
        vgdb = self._valgrind.with_name("vgdb")
        subprocess.run([vgdb, f"--pid={pid}", *words], check=True, capture_output=True)


def read(text: str, *, pages: int) -> Work:
    """Read what Callgrind wrote.

    :raises ValueError: when it does not say what was counted.
    """
    words = dict(
        line.split(": ", 1) for line in text.splitlines() if line.startswith(("events: ", "totals: "))
    )
    if set(words) != {"events", "totals"}:
        raise ValueError("Callgrind wrote no totals.")
    counted = dict(zip(words["events"].split(), map(int, words["totals"].split()), strict=True))
    close, far = (sum(counted[name] for name in names) for names in (CLOSE, FAR))
    return Work(counted["Ir"] / pages, close / pages, far / pages)
