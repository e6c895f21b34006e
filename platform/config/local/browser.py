"""Find a Chromium for the browser tests: named, the system's, or installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.local import debian, terminal

LIGHT = "chromium-headless-shell"
"""The same browser without windows, which needs a quarter of the time to open a page as somebody new."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def find(*, may_install: bool) -> str | None:
    """Return the path of a Chromium that runs; None when there is none and none could be installed.

    :raises terminal.Trouble: when CHROMIUM_PATH names something that does not run.
    """
    if named := os.environ.get("CHROMIUM_PATH"):
        if not runs(named):
            raise terminal.Trouble(f"CHROMIUM_PATH is {named}, and that does not run.")
        return named
    if found := _system() or _playwright():
        return found
    if not may_install:
        return None
    if debian.can_install() and debian.install("chromium") and (found := _system()):
        return found
    terminal.say("Installing Chromium through Playwright …")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return _playwright()


def find_light(*, may_install: bool) -> str | None:
    """Return the path of a Chromium that shows nothing to anybody, where Debian has it; else of any other.

    :raises terminal.Trouble: when CHROMIUM_PATH names something that does not run.
    """
    if "CHROMIUM_PATH" in os.environ:
        return find(may_install=may_install)
    if not (found := _system((LIGHT,))) and may_install and debian.can_install() and debian.install(LIGHT):
        found = _system((LIGHT,))
    return found or find(may_install=may_install)


def runs(program: str) -> bool:
    """Tell whether a browser starts: some distributions put a stub there that only says how to install it."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _system(names: tuple[str, ...] | None = None) -> str | None:
    paths = (shutil.which(name) for name in names or NAMES)
    return next((path for path in paths if path and runs(path)), None)


def _playwright() -> str | None:
    try:
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    path = answer.stdout.strip()
    return path if answer.returncode == 0 and Path(path).exists() and runs(path) else None
