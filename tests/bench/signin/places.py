"""The running product, with a provider that writes down when it was asked."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests import stack as stacks
from tests.bench.processes import Asked
from tests.bench.signin import calls, processors, provider


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is measured."""

    stack: stacks.Stack
    calls_file: Path

    @classmethod
    def of(cls, stack: stacks.Stack) -> "Place":
        """Put the provider that keeps the time in the place of the other one."""
        return cls(stack, keep_time(stack, provider.__name__))

    @property
    def parties(self) -> dict[str, int]:
        """Answer who takes part, with the numbers of their processes."""
        return processors.parties(self.stack)

    def calls(self) -> list[calls.Call]:
        """Read what the provider was asked until now."""
        with self.calls_file.open() as lines:
            return calls.read(lines)

    @contextmanager
    def inside(self) -> Iterator[Asked]:
        """Start a process with the settings and the login of a portal, and end it."""
        worker = Asked("tests.bench.signin.asking", "config.settings.portal", self.stack.environment)
        try:
            yield worker
        finally:
            worker.stop()


def keep_time(stack: stacks.Stack, module: str) -> Path:
    """Start stand-ins that write down when they were asked, instead of the others; answers where they do."""
    file = stack.folder / "calls"
    file.touch()
    stack.kill("sandbox")
    stack.start("sandbox", "", [module], **{provider.CALLS: str(file)})
    stacks.until(lambda: _answers(stack.environment["SANDBOX_URL"]), "the stand-ins")
    return file


def _answers(url: str) -> bool:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=2)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
