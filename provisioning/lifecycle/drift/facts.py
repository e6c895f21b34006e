"""What a finding is, who there is, and how PostgreSQL writes rights down."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from provisioning.lifecycle import cluster
from tenants.models import Tenant
from tenants.types import State

MOST_NAMED: Final = 5
"""Examples in one finding."""
UNBUILT: Final = frozenset({State.DRAFT, State.REQUESTED, State.PROVISIONING, State.DELETED})
"""States in which a municipality may have neither role nor schema."""
EVERYBODY: Final = "everybody"
ITEM = re.compile(r'^(?P<holder>"(?:[^"]|"")*"|[^"=]*)=(?P<rights>[a-zA-Z*]*)/')
LETTERS: Final = {
    "r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE", "D": "TRUNCATE", "x": "REFERENCES", "t": "TRIGGER",
    "m": "MAINTAIN", "U": "USAGE", "C": "CREATE", "c": "CONNECT", "T": "TEMPORARY", "X": "EXECUTE",
}  # fmt: skip

type Rights = Mapping[str, str]
"""Letters by who holds them, as PostgreSQL abbreviates rights; `*` after a letter: may pass it on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that differs."""

    kind: str
    """A word to count and to look for, such as `membership`."""
    text: str
    """What is so, and what it should be."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


@dataclass(frozen=True, slots=True)
class Known:
    """The municipalities of the directory, by the name of schema and role."""

    all: frozenset[str]
    built: frozenset[str]
    """Those whose role and schema must be there."""


def municipalities() -> Known:
    """Read the directory."""
    rows = list(Tenant.objects.values_list("schema_name", "state"))
    return Known(
        all=frozenset(name for name, _ in rows),
        built=frozenset(name for name, state in rows if State(state) not in UNBUILT),
    )


def logins() -> dict[str, str]:
    """Name the roles that processes log in as, by kind of process."""
    return {login: cluster.login_name(login) for login in cluster.LOGINS}


def ask(statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run one query on the catalogues."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return list(cursor.fetchall())


def rights(items: Sequence[str] | None) -> dict[str, str]:
    """Read what PostgreSQL wrote: `{role=arwd/owner}`; the owner's own rights are left out."""
    found: dict[str, str] = {}
    for item in items or ():
        match = ITEM.match(item)
        holder = match["holder"].strip('"').replace('""', '"') if match else item
        if holder != cluster.OWNER:
            letters = found.get(holder or EVERYBODY, "") + (match["rights"] if match else "?")
            found[holder or EVERYBODY] = "".join(sorted(letters))
    return found


def differences(found: Rights, wanted: Rights, on: str) -> Iterator[Finding]:
    """Say who may too much or too little on something."""
    for holder in sorted(found.keys() | wanted.keys()):
        has, should = found.get(holder, ""), wanted.get(holder, "")
        if more := "".join(sorted(set(has) - set(should))):
            yield Finding("right", f"{holder} may {in_words(more)} on {on}, and should not.")
        if less := "".join(sorted(set(should) - set(has))):
            yield Finding("right", f"{holder} may not {in_words(less)} on {on}, and should.")


def letters(words: str) -> str:
    """Abbreviate rights as PostgreSQL does: `SELECT, INSERT` is `ra`."""
    return "".join(letter for letter, word in LETTERS.items() if word in words.split(", "))


def in_words(letters: str) -> str:
    """Write rights out; one that may be passed on is said so."""
    words = [word for letter, word in LETTERS.items() if letter in letters]
    return ", ".join([*words, *(["pass it on"] if "*" in letters else [])])


def some(names: Sequence[str]) -> str:
    """Name a few of many."""
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else shown
