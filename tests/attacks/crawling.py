"""Ask for every address once for each visitor, and let several tests judge the answers: they run in one process.

Whatever crawl comes first is watched: which tables it changed is an answer too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client

from tests.attacks.addresses import Address

VOLATILE = ("session",)
"""Tables of sessions: that a browser was seen is no state of anything."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is kept of an answer."""

    status_code: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Crawl:
    """What came of asking for every address, as one visitor."""

    answers: Mapping[str, Asked]
    """By path."""
    changed: frozenset[str]
    """Tables that are not as they were before."""


_crawls: dict[tuple[str, tuple[Address, ...]], Crawl] = {}
"""By who asked for what."""


def crawl(who: str, client: Client, found: Iterable[Address], *schemas: str) -> Crawl:
    """Ask for every address, unless this visitor has done so before, and watch these schemas.

    Where one signs out comes last: who did would be somebody else from then on.
    """
    asked = tuple(sorted(found, key=lambda address: "logout" in address.path))
    if (who, asked) not in _crawls:
        before = rows(*schemas)
        answers = {each.path: _kept(client.get(each.path)) for each in asked}
        _crawls[who, asked] = Crawl(answers, frozenset(changed(before, rows(*schemas))))
    return _crawls[who, asked]


def _kept(answer: Any) -> Asked:
    return Asked(answer.status_code, dict(answer.headers))


def judged(crawl: Crawl, found: Iterable[Address], judge: Callable[[Any], list[str]]) -> list[str]:
    """List what is wrong with the answers at these addresses."""
    return [
        f"{address.name} {crawl.answers[address.path].status_code}: {wrong}"
        for address in found
        if "logout" not in address.path
        for wrong in judge(crawl.answers[address.path])
    ]


def rows(*schemas: str) -> dict[str, str]:
    """Summarise every table of these schemas."""
    found = {}
    with connection.cursor() as cursor:
        for schema in schemas:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
            tables = [name for (name,) in cursor.fetchall() if not any(word in name for word in VOLATILE)]
            for name in tables:
                cursor.execute(
                    f'SELECT md5(string_agg(t::text, \'|\' ORDER BY t::text)) FROM "{schema}"."{name}" t'
                )
                found[f"{schema}.{name}"] = cursor.fetchone()[0] or ""
    return found


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Name the tables that differ."""
    return [name for name, summary in after.items() if before.get(name) != summary]
