"""Draw a page, within bounds."""

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from structlog import get_logger

log = get_logger(__name__)

ENGINE: Final = Path(__file__).with_name("engine.py")
MOST_SECONDS: Final = 25
MOST_HTML: Final = 500_000
MOST_PDF: Final = 10_000_000
AT_ONCE: Final = 1
"""A PDF takes seconds: other visitors come first, and whoever asks for a second one is told to wait."""
_places = threading.BoundedSemaphore(AT_ONCE)

type Files = Mapping[str, tuple[bytes, str]]
"""What a page may show: content and its type, by path on the site."""


class NotDrawnError(Exception):
    """Say that there is no PDF now: too busy, too large, or something is wrong with the machine."""


def draw(html: str, files: Files, *, base: str) -> bytes:
    """Make a tagged PDF.

    :param base: the address of the site, with a slash at its end; paths in the page lead there.

    :raises NotDrawnError: when it cannot be had now.
    """
    if len(html) > MOST_HTML:
        raise NotDrawnError("too large")
    if not _places.acquire(blocking=False):
        raise NotDrawnError("busy")
    try:
        return _drawn(html, files, base)
    finally:
        _places.release()


def _drawn(html: str, files: Files, base: str) -> bytes:
    given = {name: (base64.b64encode(body).decode(), kind) for name, (body, kind) in files.items()}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, by its path
            [sys.executable, "-I", str(ENGINE)],
            input=json.dumps({"html": html, "base": base, "files": given}).encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            cwd="/",
            env={"LANG": "C.UTF-8", "HOME": "/nonexistent", "XDG_CACHE_HOME": "/tmp"},  # noqa: S108 - of fontconfig
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        log.error("printing.failed", kind=type(error).__name__)
        raise NotDrawnError("failed") from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-") or len(done.stdout) > MOST_PDF:
        log.error("printing.failed", kind="engine", code=done.returncode)
        raise NotDrawnError("failed")
    return done.stdout
