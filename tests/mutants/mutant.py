"""What a mutant is, and the list of all."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.mutants import seeded


@dataclass(frozen=True, slots=True)
class Mutant:
    """A leak that can be switched on in the running product; no file is changed."""

    name: str
    mechanism: str
    says: str
    """What is wrong when it is on."""
    control: tuple[str, ...]
    """Files of the guard's own negative control: what they notice does not count."""
    killers: tuple[str, ...]
    """Files or tests that are tried first, for speed only."""
    switch_on: Callable[[], None]
    in_database: str = ""
    """SQL for each database that the tests get, with {zonnedam} and {waterrijk} for the names of the schemas."""


MUTANTS: dict[str, Mutant] = {}


def nothing() -> None:
    """Change nothing in Python: what is wrong is in the database."""


def mutant(
    mechanism: str, *, control: str, killers: str = "", in_database: str = ""
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function that switches a leak on; its name names the mutant, its docstring tells of it.

    :param control: files, separated by blanks, below `tests`; `killers` likewise.
    """

    def register(switch_on: Callable[[], None]) -> Callable[[], None]:
        name = switch_on.__name__.replace("_", "-")
        assert name not in MUTANTS
        assert switch_on.__doc__
        MUTANTS[name] = Mutant(
            name,
            mechanism,
            switch_on.__doc__.strip(),
            _files(control),
            _files(killers),
            switch_on,
            in_database,
        )
        return switch_on

    return register


def every() -> dict[str, Mutant]:
    """Load all mutants and answer them by name."""
    for module in pkgutil.iter_modules(seeded.__path__):
        importlib.import_module(f"{seeded.__name__}.{module.name}")
    return MUTANTS


def _files(words: str) -> tuple[str, ...]:
    return tuple(str(Path("tests") / word) for word in words.split())
