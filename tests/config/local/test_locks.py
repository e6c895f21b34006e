"""The locks: what runs in production is what was tested, and nothing says where it was downloaded."""

import re
from pathlib import Path

import pytest

from config.local import places

THEMES = places.ROOT / "requirements" / "theme-packages.txt"
"""What npm brings: a line for each package, with the hash of its tarball."""
LOCKS = sorted({*(places.ROOT / "requirements").glob("*.txt")} - {THEMES})


def pinned(name: str) -> set[str]:
    """Return what a lock pins, as `name==version`."""
    text = (places.ROOT / "requirements" / f"{name}.txt").read_text()
    return set(re.findall(r"^([a-z0-9._-]+(?:\[[a-z0-9,._-]+\])?==[^\s\\;]+)", text, re.MULTILINE))


def test_development_has_every_package_of_production_in_the_same_version() -> None:
    assert pinned("base")
    assert pinned("base") <= pinned("dev")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: str(path.name))
def test_a_lock_names_no_registry_and_every_package_has_hashes(lock: Path) -> None:
    text = lock.read_text()

    assert "://" not in text
    for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert "--hash=sha256:" in block


def test_the_list_of_theme_packages_names_no_registry_and_every_package_has_its_hash() -> None:
    lines = [line for line in THEMES.read_text().splitlines() if not line.startswith("#")]

    assert len(lines) > 10
    for line in lines:
        assert re.fullmatch(r"(?:@[a-z0-9-]+/)?[a-z0-9.-]+@\d[\w.-]+ sha512-[A-Za-z0-9+/]{86}==", line), line


def test_no_lock_is_kept_in_a_format_that_writes_addresses() -> None:
    assert not (places.ROOT / "uv.lock").exists()
