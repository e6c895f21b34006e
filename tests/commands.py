"""A process that has loaded the product and runs management commands, each in a copy of itself.

Loading takes seconds, most commands take none. Run as a module it reads a command a line from its standard input and
answers each with a line: what it ended with, and what it said.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]


class Commands:
    """The process, as seen by who gives it commands."""

    def __init__(self, environment: Mapping[str, str], log: IO[bytes]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.commands"],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )

    def run(self, *words: str, typed: str = "") -> tuple[int, str]:
        """Run a command to its end, with this on its standard input; answers its code and what it said."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps([words, typed])}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"{words}: the process has ended"
        code, said = json.loads(answer)
        return int(code), str(said)

    def stop(self) -> None:
        """End it."""
        self._process.communicate()


def main() -> None:
    """Load the product, and run what is asked for until nobody asks any more."""
    import django

    from config import celery  # noqa: F401 - the default app of this process, as in manage.py

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    django.setup()
    for line in sys.stdin:
        words, typed = json.loads(line)
        answers.write(f"{json.dumps(_run(words, typed))}\n")
        answers.flush()


def _run(words: list[str], typed: str) -> tuple[int, str]:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(typed.encode())
        given.seek(0)
        child = os.fork()
        if child == 0:
            os.dup2(given.fileno(), 0)
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            _execute(words)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read().decode(errors="replace")


def _execute(words: list[str]) -> None:
    """Run a command in this copy, which ends with it."""
    from django.core.management import execute_from_command_line

    sys.stdin = os.fdopen(0)
    code = 1
    try:
        execute_from_command_line(["manage.py", *words])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]  # there is one
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
