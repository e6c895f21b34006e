"""Search what stays behind: rows of every schema, entries of Redis, files."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg
import redis
from psycopg import sql

from tests.attacks.canaries import Marks
from tests.attacks.searching import Searcher, Sighting, layers

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname = 'public' OR schemaname LIKE 't\\_%' ORDER BY 1, 2
"""
MAY_NAME_TENANTS = frozenset({"tenants_tenant", "tenants_domain"})
"""Tables of the directory: a municipality's name and host stand there."""
PLURALS = {"row": "rows", "key": "keys of Redis", "entry": "values of Redis", "file": "files"}
ROWS_AT_A_TIME = 2_000


def sweep(
    database: psycopg.Connection[Any],
    cache: "redis.Redis[bytes] | None",
    media: Path,
    everybody: Sequence[Marks],
) -> tuple[list[Sighting], Counter[str]]:
    """Search everything; answer what was seen where it must not be, and how much was searched."""
    searcher, counts, seen = Searcher(everybody), Counter[str](), []
    pieces = chain(_rows(database, everybody), _entries(cache, everybody), _files(media, everybody))
    for place, text, own, is_open in pieces:
        counts[PLURALS[place.partition(" ")[0]]] += 1
        for part in layers(text):
            seen += [
                hit
                for hit in searcher.leaks(place, part, own, is_open=is_open)
                if not (
                    hit.what == "name"
                    and place.partition(" ")[2] in {f"public.{t}" for t in MAY_NAME_TENANTS}
                )
            ]
    return list(dict.fromkeys(seen)), counts


type Piece = tuple[str, str, Marks | None, bool]


def _rows(database: psycopg.Connection[Any], everybody: Sequence[Marks]) -> Iterator[Piece]:
    owners = {f"t_{marks.digits}": marks for marks in everybody}
    for schema, table in database.execute(TABLES).fetchall():
        name = sql.Identifier(schema, table)
        with database.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT t::text FROM {} AS t").format(name))
            while rows := cursor.fetchmany(ROWS_AT_A_TIME):
                for (text,) in rows:
                    yield f"row {schema}.{table}", text, owners.get(schema), True


def _entries(cache: "redis.Redis[bytes] | None", everybody: Sequence[Marks]) -> Iterator[Piece]:
    if cache is None:
        return
    owners = {marks.digits: marks for marks in everybody}
    for key in cache.scan_iter(count=1_000):
        name, own = key.decode("utf-8", "replace"), owners.get(key[:12].decode("ascii", "replace"))
        yield "key", name, own, False
        for value in _values(cache, key):
            yield f"entry {name}", value.decode("utf-8", "replace"), own, False


def _values(cache: "redis.Redis[bytes]", key: bytes) -> list[bytes]:
    kind = cache.type(key)
    if kind == b"string":
        value = cache.get(key)
        return [value] if value is not None else []
    if kind == b"list":
        return list(cache.lrange(key, 0, -1))
    if kind == b"hash":
        return [part for pair in cache.hgetall(key).items() for part in pair]
    if kind == b"set":
        return list(cache.smembers(key))
    return list(cache.zrange(key, 0, -1)) if kind == b"zset" else []


def _files(media: Path, everybody: Sequence[Marks]) -> Iterator[Piece]:
    owners = {marks.digits: marks for marks in everybody}
    for path in sorted(media.rglob("*")):
        if path.is_file():
            inside = path.relative_to(media)
            text = f"{inside}\n{path.read_bytes().decode('utf-8', 'replace')}"
            yield f"file {inside}", text, owners.get(inside.parts[0][:12]), True
