"""Capability profiles: what a version of a vendor can do, as data (architecture I5, M-05)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path(__file__).parent / "profiles"
WORDS: Final = Path(__file__).parent / "capabilities.yaml"


@dataclass(frozen=True, slots=True)
class Profile:
    """What to expect of a system until a probe has looked."""

    key: str
    name: str
    system: str
    versions: tuple[str, ...]
    """How the versions begin that it is about."""
    capabilities: frozenset[str]

    def fits(self, version: str) -> bool:
        """Tell whether a version is one that this profile is about; who tells none may be anything."""
        parts = version.split(".")
        return not version or not self.versions or any(parts[: len(v)] == v for v in self._prefixes())

    def _prefixes(self) -> list[list[str]]:
        return [version.split(".") for version in self.versions]


def profile(key: str) -> Profile | None:
    """Answer a profile; None when there is none of that name, as after it was taken out of a release."""
    return _all().get(key)


def profiles_of(system: str) -> list[Profile]:
    """List the profiles of a kind of system."""
    return [each for each in _all().values() if each.system == system]


def is_too_old(system: str, version: str) -> bool:
    """Tell whether a version is older than all that we speak of a kind of system; what is no number is not."""
    known = [_numbers(each) for profile in profiles_of(system) for each in profile.versions]
    told = _numbers(version)
    return bool(known and told) and told < min(known)


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else ()


def capabilities(key: str, found: Mapping[str, bool]) -> frozenset[str]:
    """Answer what a system can do: what its profile says, as corrected by what a probe found."""
    expected = _all()[key].capabilities if key in _all() else frozenset()
    there = {name for name, is_there in found.items() if is_there}
    return frozenset((expected | there) - (found.keys() - there))


def describe(capability: str) -> str:
    """Say in words what a system with this capability does."""
    return _words().get(capability, capability)


@cache
def _all() -> Mapping[str, Profile]:
    files = sorted(FOLDER.glob("*.yaml"))
    return {file.name.removesuffix(".yaml"): _read(file) for file in files}


def _read(file: Path) -> Profile:
    told: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Profile(
        key=file.name.removesuffix(".yaml"),
        name=told["name"],
        system=told["system"],
        versions=tuple(told.get("versions") or ()),
        capabilities=frozenset(told.get("capabilities") or ()),
    )


@cache
def _words() -> Mapping[str, str]:
    found: Mapping[str, str] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found
