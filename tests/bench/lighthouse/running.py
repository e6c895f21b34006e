"""Run Lighthouse in a browser that has been nowhere yet; again where it was Lighthouse itself that failed."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 180
TRIES: Final = 3
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)
READABLE: Final = ("--password-store=basic", "--use-mock-keychain")
"""Both browsers read the cookies of one profile."""
OWN: Final = (
    "NO_TRACING_STARTED",
    "NO_NAVSTART",
    "TRACING_ALREADY_STARTED",
    "PARSING_PROBLEM",
    "READ_FAILED",
    "TARGET_CRASHED",
    "PROTOCOL_TIMEOUT",
    "CRI_TIMEOUT",
)
"""Errors of Lighthouse and its Chromium that say nothing of the page; they come now and then under load. What says that
a page did not load, or painted nothing, is not among them."""
NOT_CONNECTED: Final = 67
"""How Lighthouse ends after `CRI_TIMEOUT`, which it does not name."""


def report(
    url: str,
    screen: str,
    profile: Path,
    file: Path,
    categories: Sequence[str],
    skipped: Sequence[str] = (),
) -> Mapping[str, Any]:
    """Let Lighthouse look at a page, and answer its report; twice more where it stopped for an error of its own.

    :raises RuntimeError: when there is none.
    """
    for attempt in range(1, TRIES + 1):
        file.unlink(missing_ok=True)
        done = _run(url, screen, profile, file, categories, skipped)
        if done.returncode == 0:
            break
        own = _own_error(file, done)
        if not own or attempt == TRIES:
            raise RuntimeError(f"Lighthouse could not look at {url}: {done.stderr[-2000:]}")
        print(f"  {file.stem}: {own}, an error of Lighthouse's own; tried again …", flush=True)
    found: Mapping[str, Any] = json.loads(file.read_text())
    return found


def _run(
    url: str, screen: str, profile: Path, file: Path, categories: Sequence[str], skipped: Sequence[str]
) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as place:
        own = shutil.copytree(profile, Path(place) / "profile", symlinks=True)
        flags = ("--headless=new", *FLAGS, *READABLE, f"--user-data-dir={own}")
        command = [
            os.environ["LIGHTHOUSE"], url, "--quiet", "--output=json", f"--output-path={file}",
            f"--chrome-flags={' '.join(flags)}", "--disable-storage-reset", "--no-enable-error-reporting",
            f"--only-categories={','.join(categories)}",
            *(["--preset=desktop"] if screen == "desktop" else []),
            *([f"--skip-audits={','.join(skipped)}"] if skipped else []),
        ]  # fmt: skip
        known = {**os.environ, "CHROME_PATH": os.environ["CHROMIUM_PATH"]}
        return subprocess.run(
            command, env=known, capture_output=True, text=True, timeout=PATIENCE, check=False
        )


def _own_error(file: Path, done: "subprocess.CompletedProcess[str]") -> str:
    """Name the error of Lighthouse's own that it stopped for: by its report, else by what it said; else nothing."""
    if done.returncode == NOT_CONNECTED:
        return "CRI_TIMEOUT"
    try:
        code = json.loads(file.read_text())["runtimeError"]["code"]
    except (OSError, ValueError, LookupError):
        return next((each for each in OWN if each in done.stderr), "")
    return code if code in OWN else ""
