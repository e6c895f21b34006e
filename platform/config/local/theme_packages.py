"""Fetch the themes of real organisations for a report on ours, and write that report: `make themes-report`.

They lie in `.local/theme-packages` and nowhere else. A tarball is fetched with npm, none of its scripts runs, and
it counts only when it has the hash that stands in `requirements/theme-packages.txt`.
"""

import base64
import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.local import places, terminal, testing

LIST: Final = places.ROOT / "requirements" / "theme-packages.txt"
FOLDER: Final = places.LOCAL / "theme-packages"
PREFIX: Final = "sha512-"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is pinned to one version and one content."""

    spec: str
    integrity: str

    @property
    def file(self) -> Path:
        """Say where npm puts the tarball."""
        name, _, version = self.spec.rpartition("@")
        return FOLDER / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"

    def content(self) -> bytes | None:
        """Read the tarball; None when it is not there, or is another one."""
        if not self.file.is_file():
            return None
        content = self.file.read_bytes()
        digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
        return content if PREFIX + digest == self.integrity else None


def packages() -> list[Package]:
    """Read the list."""
    lines = [line.split() for line in LIST.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [Package(*words) for words in lines if words]


def run(words: list[str]) -> int:
    """Fetch what is missing, and write the report; without npm or a network it goes without those themes."""
    missing = [package for package in packages() if package.content() is None]
    if missing and not _fetch(missing):
        terminal.complain(f"Not run: {len(missing)} packages of real organisations are not here.")
    return testing.run_module_alone("tests.themes.report", words)


def _fetch(missing: list[Package]) -> bool:
    npm = shutil.which("npm")
    if npm is None:
        return False
    places.own_folder(FOLDER)
    for package in missing:
        words = [npm, "pack", "--ignore-scripts", "--silent", "--pack-destination", str(FOLDER), package.spec]
        subprocess.run(words, check=False, stdout=subprocess.DEVNULL, timeout=120)  # noqa: S603 - from our own list
    return all(package.content() is not None for package in missing)
