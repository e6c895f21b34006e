"""The running product, whose municipalities are connected with the case systems that are measured."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests import stack as stacks
from tests.bench.cases import rounds, stand_ins
from tests.bench.processes import Asked
from tests.bench.signin import calls
from tests.bench.signin import places as signin
from tests.bench.signin.browsing import Answer, Browser

LIST: Final = "/mijn-zaken/"
LATENCY: Final = 100
"""Milliseconds that a case system takes for each answer."""
CURRENT: Final = ("zgw", "open-zaak-1.x")
FIRST: Final = ("zgw-1.0", "zgw-1.0")
"""Stand-in and profile."""


@dataclass(frozen=True, slots=True)
class Back:
    """A case system of a municipality."""

    host: str
    connection: str
    world: str
    stand_in: str

    @property
    def list_of_cases(self) -> str:
        """Answer where cases lie among the stand-ins."""
        return f"{self.stand_in}/zaken"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was looked at, and what it asked of case systems."""

    answer: Answer
    calls: list[calls.Call]

    @property
    def seconds(self) -> float:
        """Answer how long it was waited for."""
        return self.answer.seconds

    @property
    def ours(self) -> float:
        """Answer how much of that no stand-in was at work."""
        return self.answer.seconds - rounds.spent(self.calls)

    @property
    def text(self) -> str:
        """Answer what it says."""
        return self.answer.body.decode()


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is measured."""

    stack: stacks.Stack
    calls_file: Path

    @classmethod
    def of(cls, stack: stacks.Stack) -> "Place":
        """Put the stand-ins that keep the time in the place of the other ones."""
        return cls(stack, signin.keep_time(stack, stand_ins.__name__))

    @property
    def workers(self) -> list[int]:
        """List the processes that show pages."""
        return stacks.children_of(self.stack.running["portal"].pid)

    @contextmanager
    def inside(self, settings: str = "portal", module: str = "asking") -> Iterator[Asked]:
        """Start a process with settings and login of a kind of process, and end it."""
        worker = Asked(f"tests.bench.cases.{module}", f"config.settings.{settings}", self.stack.environment)
        try:
            yield worker
        finally:
            worker.stop()

    def connect(
        self, town: str, world: str, version: tuple[str, str] = CURRENT, *, slug: str = "", name: str = ""
    ) -> Back:
        """Let a case system of a municipality be another one, and read its catalogue; it is slow from then on."""
        stand_in, profile = version
        host = f"{town}.localhost"
        told = {"host": host, "slug": slug, "name": name}
        self.fault(world, stand_in)
        with self.inside("lifecycle", "connecting") as worker:
            key = worker.ask("connect", **told, world=world, stand_in=stand_in, profile=profile)
        with self.inside() as worker:
            if not worker.ask("read", host=host, connection=key):
                raise RuntimeError("The catalogue is empty.")
        self.fault(world, stand_in, latency=LATENCY)
        return Back(host, key, world, stand_in)

    def fault(self, world: str, endpoint: str, **fault: object) -> None:
        """Let something go wrong with a municipality's case system; nothing named takes it away."""
        line = http.client.HTTPConnection(urlsplit(self.stack.environment["SANDBOX_URL"]).netloc, timeout=30)
        line.request("POST", f"/faults/{world}/{endpoint}", json.dumps(fault))
        status = line.getresponse().status
        line.close()
        if status != 200:
            raise RuntimeError(f"{status} for {fault} of {endpoint}")

    def browser(self, host: str, cookie: list[str]) -> Browser:
        """Open the browser of somebody who has signed in."""
        browser = Browser(self.stack.portal_port, host)
        browser.cookies[cookie[0]] = cookie[1]
        return browser

    def asked_of(self, answers: list[Answer], *backs: Back) -> list[Page]:
        """Answer pages with what each of them asked of these."""
        with self.calls_file.open() as lines:
            every = calls.read(lines)
        return [
            Page(
                one,
                [call for back in backs for call in rounds.between(every, one.began, one.ended, back.world)],
            )
            for one in answers
        ]
