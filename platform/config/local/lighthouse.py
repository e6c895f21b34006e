"""Let Lighthouse look at the console on private servers: `make lighthouse`.

Lighthouse is installed into `.local/programs`, from the versions and hashes of its lock file; no script of a package
is run. The lock file names no address: npm's own settings say where packages come from.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from config.local import browser, debian, places, terminal, testing

MANIFEST = places.ROOT / "tests/bench/lighthouse"
FILES = ("package.json", "package-lock.json")
NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
OLDEST_NODE = 18


def run(words: list[str]) -> int:
    """Install what is needed, and measure.

    :raises terminal.Trouble: when there is no Node.js or no Chromium.
    """
    chromium = browser.find(may_install=True)
    if chromium is None:
        raise terminal.Trouble("Lighthouse looks with Chromium, and none was found. Set CHROMIUM_PATH.")
    os.environ |= {"CHROMIUM_PATH": chromium, "LIGHTHOUSE": str(program())}
    return testing.run_module("tests.bench.lighthouse", words)


def program() -> Path:
    """Return the program, installed if this version of it was not."""
    npm = _npm()
    folder = places.LOCAL / "programs" / f"lighthouse-{_version()}"
    found = folder / "node_modules/.bin/lighthouse"
    if found.exists():
        return found
    places.own_folder(places.LOCAL)
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name in FILES:
        shutil.copy(MANIFEST / name, unfinished)
    terminal.say("Installing Lighthouse through npm …")
    answer = subprocess.run([npm, *NPM], cwd=unfinished, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode != 0:
        raise terminal.Trouble(f"npm could not install Lighthouse: {answer.stderr.strip()[-1000:]}")
    unfinished.rename(folder)
    return found


def _version() -> str:
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((MANIFEST / name).read_bytes())
    return digest.hexdigest()[:12]


def _npm() -> str:
    if (shutil.which("npm") is None or not _is_new_enough()) and debian.can_install():
        debian.install("npm")
    npm = shutil.which("npm")
    if npm is None or not _is_new_enough():
        raise terminal.Trouble(f"Lighthouse needs Node.js {OLDEST_NODE} or newer with npm, on the PATH.")
    return npm


def _is_new_enough() -> bool:
    node = shutil.which("node")
    if node is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    major = said.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE
