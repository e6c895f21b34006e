"""Processes of the product, each with the environment of production but for what a test changes."""

import atexit
import functools
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from django.db import connection

from tests.stack import ROOT, children_of

LONGEST = 120
LOADS_WSGI = "import config.wsgi"


def environment(process: str = "portal", **changes: str | None) -> dict[str, str]:
    """Compose the environment; None takes a name away."""
    values: dict[str, str | None] = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_CORE"))},
        "DATABASE_NAME": connection.settings_dict["NAME"],
        "DJANGO_SETTINGS_MODULE": f"config.settings.{process}",
        "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def run(*words: str, values: dict[str, str], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a module or script of Python to its end; standard error is part of what it says."""
    with tempfile.NamedTemporaryFile() as said:
        order = {"words": words, "values": values, "folder": str(folder), "output": said.name}
        code = _ask(json.dumps(order))
        text = Path(said.name).read_text(errors="replace")
    return subprocess.CompletedProcess(list(words), code, text)


def _ask(order: str) -> int:
    """Have a process forked, and wait for its end.

    :raises subprocess.TimeoutExpired: when it does not end.
    """
    parent = _warm()
    assert parent.stdin
    assert parent.stdout
    print(order, file=parent.stdin, flush=True)
    ready, _, _ = select.select([parent.stdout], [], [], LONGEST)
    if not ready:
        for child in children_of(parent.pid):
            os.killpg(child, signal.SIGKILL)
        parent.stdout.readline()
        raise subprocess.TimeoutExpired(order, LONGEST)
    return int(parent.stdout.readline())


@functools.cache
def _warm() -> "subprocess.Popen[str]":
    """Start the process from which all others are forked, once for this worker."""
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.attacks.warm"],
        cwd=ROOT,
        env={
            name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_CORE"))
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, parent)
    return parent


def _end(parent: "subprocess.Popen[str]") -> None:
    parent.kill()
    parent.communicate()


def load(process: str = "portal", **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Load the application as a web server does."""
    return run("-c", LOADS_WSGI, values=environment(process, **changes))
