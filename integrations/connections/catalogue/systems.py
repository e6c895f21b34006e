"""Kinds of system: which fields, authentications and limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from integrations.connections.types import Authentication, Limits

FOLDER: Final = Path(__file__).parent / "systems"
FIRST: Final = "case_system"
"""What most municipalities begin with stands first."""
ASKED_EVERY: Final = 25.0
"""Seconds after which a connection that nobody uses is asked something."""


@dataclass(frozen=True, slots=True)
class HarmlessRead:
    """A question that changes nothing and that names nobody, to see whether a connection answers."""

    key: str
    name: str
    """What it reads, for people."""
    path: str
    """Below the address."""
    headers: Mapping[str, str] = field(default_factory=dict)
    switch: str = ""
    """Asked only where this is switched on."""


@dataclass(frozen=True, slots=True)
class SystemKind:
    """A kind of system that a municipality can be connected with."""

    key: str
    name: str
    group: str
    summary: str
    authentications: tuple[Authentication, ...]
    """The first is what most of them want."""
    profiles: tuple[str, ...]
    example: str
    """An address, to show what it looks like."""
    help: Mapping[str, str]
    """A text for each field that this system says something special about."""
    switches: Mapping[str, str]
    """What can be switched, with the question in words; all are on where nobody says otherwise."""
    ask: tuple[str, ...]
    """What to ask the supplier besides what went wrong."""
    version: str
    """Which versions we speak, in words."""
    reads: tuple[HarmlessRead, ...] = ()
    """What a page of the municipality's own people asks to show that it works."""
    limits: Limits = field(default_factory=Limits)
    scheme: str = "Bearer"
    header: str = "X-API-Key"
    certificate: bool = False
    """Whether these systems usually want a certificate of ours."""
    asked_every: float = ASKED_EVERY
    """Longer where each question is written down, or paid."""
    without_client_id: bool = False
    """Whether the user name of basic authentication is left out: the secret takes its place."""

    asked: str = ""
    """What the check asks, where nothing is listed to read and the path tells a version."""

    @property
    def read(self) -> str:
        """Answer the path of the first of them; empty for a kind of which nothing harmless is known."""
        return self.reads[0].path if self.reads else ""


def systems() -> Mapping[str, SystemKind]:
    """Answer all kinds of system, by key."""
    return _all()


def known(key: str) -> SystemKind:
    """Answer a kind of system.

    :raises ValueError: when there is none of that name.
    """
    try:
        return _all()[key]
    except KeyError:
        raise ValueError(f"There is no kind of system called {key}.") from None


def title(reference: str, name: str = "") -> str:
    """Name a connection for people; what is no reference names itself."""
    if name:
        return name
    key, _dot, slug = reference.partition(".")
    found = _all().get(key)
    if found is None:
        return reference
    return f"{found.name}, {slug}" if slug else found.name


def groups() -> list[tuple[str, list[SystemKind]]]:
    """List the kinds of system by group, in the order in which they are shown."""
    found: dict[str, list[SystemKind]] = {}
    for system in _all().values():
        found.setdefault(system.group, []).append(system)
    return list(found.items())


@cache
def _all() -> Mapping[str, SystemKind]:
    files = sorted(FOLDER.glob("*.yaml"), key=lambda file: (file.stem != FIRST, file.stem))
    found = [_read(file.stem, yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files]
    order = {group: at for at, group in enumerate(dict.fromkeys(system.group for system in found))}
    return {
        system.key: system
        for system in sorted(found, key=lambda s: (s.group == LAST, order[s.group], s.key != FIRST, s.name))
    }


LAST: Final = "Om te proberen"


def _read(key: str, told: Mapping[str, Any]) -> SystemKind:
    help_texts = {**told.get("fields", {}), "address": told["address"]["help"]}
    return SystemKind(
        key=key,
        name=told["name"],
        group=told["group"],
        summary=told["summary"],
        authentications=tuple(Authentication(each) for each in told["authentications"]),
        profiles=tuple(told["profiles"]),
        example=told["address"]["example"],
        help=help_texts,
        switches=told.get("switches", {}),
        ask=tuple(told.get("ask", ())),
        version=told.get("version", ""),
        reads=tuple(HarmlessRead(**each) for each in told.get("reads", ())),
        limits=Limits(**told.get("limits", {})),
        scheme=told.get("scheme", "Bearer"),
        header=told.get("header", "X-API-Key"),
        certificate=told.get("certificate", False),
        asked_every=told.get("asked_every", ASKED_EVERY),
        without_client_id=told.get("without_client_id", False),
        asked=told.get("asked", ""),
    )
