"""Read streams and their seals from the database, and put new seals there: the same way for all streams.

Works as the owner, outside any municipality, with tables named in full: nobody who serves may write a seal, a
municipality's own role neither.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from psycopg import sql

from tenants.models import Tenant

from .chain import Row, Seal, canonical, parse
from .numbers import Ranges

COLUMNS: Final = (
    "id", "uuid", "recorded_at", "action", "actor_kind", "actor", "target", "outcome", "origin", "why",
    "before", "after", "details",
)  # fmt: skip
"""Of a record, what is hashed; a column that comes later asks for another `chain.FORMAT`."""
SEAL_COLUMNS: Final = tuple(Seal.__slots__)
JSON: Final = frozenset({"before", "after", "details", "waiting", "entries", "anchors"})
PAGE: Final = 2000
"""Records that are read at a time."""
SEALS: Final = 50
"""Seals that are read at a time; each lists up to a thousand records."""
BUILT: Final = """
SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relname = 'audit_auditseal' AND c.relkind = 'r'
"""


@dataclass(frozen=True, slots=True)
class Stream:
    """One chain: that of a municipality, or that of the operators."""

    name: str
    """Part of what is hashed: the municipality's UUID, or `operators`."""
    title: str
    schema: str
    records: str = "audit_auditrecord"
    seals: str = "audit_auditseal"
    tenant: uuid.UUID | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Name what is read of a record."""
        return COLUMNS if self.tenant else (*COLUMNS, "tenant")


OPERATORS: Final = Stream("operators", "Platform", "public", "tenants_operatorrecord", "tenants_operatorseal")


def of_tenants() -> list[Stream]:
    """List the municipalities' streams; a schema that is not built, or is behind, has none yet."""
    with connection.cursor() as cursor:
        cursor.execute(BUILT)
        built = {name for (name,) in cursor.fetchall()}
    rows = Tenant.objects.order_by("pk").values_list("uuid", "name", "schema_name")
    return [
        Stream(str(identity), name, schema, tenant=identity)
        for identity, name, schema in rows
        if schema in built
    ]


def head(stream: Stream) -> Seal | None:
    """Answer the last seal."""
    last = _seals(stream, "ORDER BY number DESC LIMIT 1")
    return last[0] if last else None


def seals(stream: Stream) -> Iterator[Seal]:
    """Read the seals that there are when the first is read, in their order."""
    last, number = head(stream), -1
    upto = last.number if last else number
    page = f"WHERE number > %s AND number <= %s ORDER BY number LIMIT {SEALS}"
    while found := _seals(stream, page, number, upto):
        yield from found
        number = found[-1].number


def anchors(stream: Stream) -> Iterator[tuple[str, tuple[int, str]]]:
    """Read which ends of other streams this one's seals hold, oldest first."""
    after, columns = -1, ("number", "anchors")
    page = f"WHERE number > %s ORDER BY number LIMIT {SEALS}"
    while found := _select(stream.schema, stream.seals, columns, page, (after,)):
        for row in found:
            for name, (number, known) in row["anchors"].items():
                yield name, (int(number), known)
        after = found[-1]["number"]


def named(name: str) -> Stream | None:
    """Find a stream: `operators`, or a municipality by its UUID, a host of it, or its schema."""
    if name == OPERATORS.name:
        return OPERATORS
    hosts = Tenant.objects.filter(domains__domain=name.lower()).values_list("uuid", flat=True)
    wanted = {name, *map(str, hosts)}
    return next((each for each in of_tenants() if {each.name, each.schema} & wanted), None)


def records(stream: Stream) -> Iterator[Row]:
    """Read all records in the order of their numbers."""
    number: int | None = None
    while page := _rows(stream, "(%s::bigint IS NULL OR id > %s)", number, number, limit=PAGE):
        yield from page
        number = page[-1]["id"]


def fresh(stream: Stream, upto: int, waiting: Ranges, *, limit: int) -> list[Row]:
    """Read records that no seal holds: late ones, all of them, then some behind the last one that was sealed.

    Of late ones none may be left for later: what is not among them stops waiting.
    """
    late = [row for each in waiting for row in _rows(stream, "id BETWEEN %s AND %s", *each)]
    return late + _rows(stream, "id > %s", upto, limit=limit)


def append(stream: Stream, seal: Seal) -> None:
    """Put a seal at the end."""
    values = [_written(name, getattr(seal, name)) for name in SEAL_COLUMNS]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(stream.schema, stream.seals),
        sql.SQL(", ").join(map(sql.Identifier, SEAL_COLUMNS)),
        sql.SQL(", ").join([sql.SQL("%s")] * len(SEAL_COLUMNS)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), values)


def ask(statement: str, stream: Stream, *parameters: Any) -> Any:
    """Ask for one value; `{}` in the statement is the table of records."""
    composed = sql.SQL(statement).format(sql.Identifier(stream.schema, stream.records))
    with connection.cursor() as cursor:
        cursor.execute(composed.as_string(), parameters)
        (value,) = cursor.fetchone()
    return value


def read_seal(values: dict[str, Any]) -> Seal:
    """Make a seal of columns, as a database or a file has them."""
    pairs = {name: tuple((int(a), b) for a, b in values[name]) for name in ("waiting", "entries")}
    anchors = {stream: (int(number), known) for stream, (number, known) in values["anchors"].items()}
    return Seal(**{**values, **pairs, "anchors": anchors})


def _rows(stream: Stream, condition: str, *parameters: Any, limit: int | None = None) -> list[Row]:
    found = _select(
        stream.schema,
        stream.records,
        stream.columns,
        f"WHERE {condition} ORDER BY id LIMIT {limit or 'ALL'}",
        parameters,
    )
    return [{**row, "uuid": str(row["uuid"])} for row in found]


def _seals(stream: Stream, rest: str, *parameters: Any) -> list[Seal]:
    found = _select(stream.schema, stream.seals, SEAL_COLUMNS, rest, parameters)
    return [read_seal(row) for row in found]


def _select(
    schema: str, table: str, columns: tuple[str, ...], rest: str, parameters: tuple[Any, ...]
) -> list[dict[str, Any]]:
    names = [sql.SQL("{}::text" if name in JSON else "{}").format(sql.Identifier(name)) for name in columns]
    statement = sql.SQL("SELECT {} FROM {} {}").format(
        sql.SQL(", ").join(names),
        sql.Identifier(schema, table),
        sql.SQL(rest),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), parameters)
        return [
            {
                name: parse(value) if name in JSON and value is not None else value
                for name, value in zip(columns, row, strict=True)
            }
            for row in cursor.fetchall()
        ]


def _written(name: str, value: Any) -> Any:
    return json.dumps(json.loads(canonical(value))) if name in JSON else value
