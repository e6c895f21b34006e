"""Who takes part in the storm, and what an attempt may ask and must show."""

import json
import random
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tenants.types import TenantRef
from tests.attacks.canaries import Marks
from tests.attacks.searching import Searcher


class BrokenError(AssertionError):
    """Raised when an attempt saw neither its own canary nor the refusal that it expected."""


@dataclass(frozen=True)
class Town:
    """A municipality of the storm, with what an attacker may have got hold of."""

    uuid: str
    host: str
    state: str
    cookie: str
    """Session of a functional manager, where there is one."""
    citizen: str
    """Key of a session that holds a BSN."""
    sealed: str
    """The secret, as it stands in the database."""
    place: str
    """What it is sealed for."""
    product: str
    location: str
    mail: str
    """UUID of a letter in the outbox."""

    @cached_property
    def marks(self) -> Marks:
        """Answer the words that are this town's."""
        return Marks(uuid.UUID(self.uuid).hex[:12])

    @property
    def schema(self) -> str:
        """Answer the name of its schema and role."""
        return f"t_{self.marks.digits}"

    @property
    def ref(self) -> TenantRef:
        """Look it up, as any job does."""
        from tenants import directory

        found = directory.by_uuid(uuid.UUID(self.uuid))
        assert found is not None
        return found


@dataclass
class Scene:
    """All towns."""

    serving: list[Town]
    closed: list[Town]

    @cached_property
    def searcher(self) -> Searcher:
        """Answer who looks for leaks among these towns."""
        return Searcher([town.marks for town in (*self.serving, *self.closed)])

    def save(self, path: Path) -> None:
        """Write down."""
        path.write_text(json.dumps([asdict(town) for town in (*self.serving, *self.closed)]))

    @classmethod
    def load(cls, path: Path) -> "Scene":
        """Read."""
        towns = [Town(**values) for values in json.loads(path.read_text())]
        return cls([t for t in towns if t.state == "live"], [t for t in towns if t.state != "live"])


@dataclass
class Try:
    """One attempt: what it was given, and what it has seen."""

    number: int
    seed: str
    scene: Scene
    own: Town | None = None
    other: Town | None = None
    given: str = ""
    outputs: list[tuple[str, str, bool]] = field(default_factory=list)
    outcome: str = ""

    @cached_property
    def chance(self) -> random.Random:
        """Answer the source of chance of this attempt alone, so that it can be replayed."""
        return random.Random(f"{self.seed}/{self.number}")  # noqa: S311 - to be replayed

    def two(self) -> tuple[Town, Town]:
        """Draw whom the attempt speaks to, and whom it wants to see something of."""
        self.own, self.other = self.chance.sample(self.scene.serving, 2)
        return self.own, self.other

    def see(self, place: str, text: Any, *, is_open: bool = True) -> None:
        """Note something that came out."""
        self.outputs.append((place, text if isinstance(text, str) else str(text), is_open))

    def shown(self, text: Any) -> None:
        """Note what came out, which must hold the town's own canary.

        :raises BrokenError: when it does not.
        """
        self.see("answer", text)
        if self.own is None or not self._holds(str(text), self.own.marks.word):
            raise BrokenError(f"its own canary is not in {str(text)[:120]!r}")
        self.outcome = self.outcome or "own canary"

    @staticmethod
    def _holds(text: str, word: str) -> bool:
        return word in text or word.lower() in text  # in lower case, as in the addresses of a sitemap

    def refused(self, call: Callable[[], Any], *errors: type[BaseException]) -> None:
        """Do what must be refused with one of these errors.

        :raises BrokenError: when it is not.
        """
        try:
            answer = call()
        except errors as error:
            self.see("error", f"{type(error).__name__}: {error}")
            self.outcome = "refused"
            return
        self.see("answer", repr(answer))
        raise BrokenError(f"not refused: {str(answer)[:120]!r}")

    def expect(self, holds: bool, what: str) -> None:
        """Make sure of something.

        :raises BrokenError: when it is not so.
        """
        if not holds:
            raise BrokenError(what)
