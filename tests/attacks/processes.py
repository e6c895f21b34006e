"""Processes of the product, each with the environment of production but for what a test changes."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from tests.stack import ROOT

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
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=values,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=LONGEST,
    )


def load(process: str = "portal", **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Load the application as a web server does."""
    return run("-c", LOADS_WSGI, values=environment(process, **changes))
