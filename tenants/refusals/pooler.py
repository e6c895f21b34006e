"""Whether something between us and PostgreSQL hands our connection to others between two transactions.

Role and search path are state of a connection (architecture T2, T9; tenancy V1). Two clients of ours take turns
in such an order that a transaction pooler must betray itself, however it chooses among its connections:

- an idle pooler gives both clients the same one: two clients then see one server process, or the other's setting;
- one that gives the oldest changes a client's server process from one transaction to the next;
- one that gives the youngest does so after a transaction inside which the other client had one.

A pooler in session mode passes: each client keeps its server process.
"""

from dataclasses import dataclass, field
from secrets import token_hex

import psycopg

ROUNDS = 2
SETTING = "inwonerplein.probe"
ASK = f"SELECT pg_backend_pid(), current_setting('{SETTING}', true)"
REFUSED_PARAMETER = "unsupported startup parameter"
"""What PgBouncer says to settings that a client wants from the start."""


@dataclass(slots=True)
class _Client:
    connection: psycopg.Connection
    mark: str = field(default_factory=lambda: token_hex(8))
    process: int = 0

    def begin(self) -> None:
        """Leave a mark in the session, and remember which server process we speak to."""
        self.connection.execute(f"SET {SETTING} = '{self.mark}'")
        self.process = self._ask()[0]

    def kept(self) -> bool:
        """Tell, in a transaction of its own, whether server process and mark are still ours."""
        return self._ask() == (self.process, self.mark)

    def _ask(self) -> tuple[int, str]:
        row = self.connection.execute(ASK).fetchone()
        assert row is not None
        return row[0], row[1]


def is_shared(one: psycopg.Connection, other: psycopg.Connection) -> bool:
    """Tell whether two connections of ours, in autocommit, lose their sessions between transactions."""
    first, second = _Client(one), _Client(other)
    try:
        first.begin()
        second.begin()
        return first.process == second.process or not all(_a_round(first, second) for _ in range(ROUNDS))
    except psycopg.errors.ProtocolViolation:  # a pooler per statement refuses transactions
        return True
    finally:
        for client in (first, second):
            if not client.connection.broken:
                client.connection.execute(f"RESET {SETTING}")


def _a_round(first: _Client, second: _Client) -> bool:
    kept = first.kept() and first.kept() and second.kept() and second.kept()
    if not kept:
        return False
    # Both have a server process of their own by now, so neither waits for the other inside a transaction.
    with first.connection.transaction():
        kept = first.kept() and second.kept()
    return kept and second.kept() and first.kept()


def is_between(connection: psycopg.Connection) -> bool:
    """Tell whether the number of the server process that we were told at the start is made up, as poolers do."""
    row = connection.execute("SELECT pg_backend_pid()").fetchone()
    return row is not None and row[0] != connection.info.backend_pid


def refuses_parameters(error: psycopg.Error) -> bool:
    """Tell whether a connection failed because a pooler does not know what we ask of a session."""
    return REFUSED_PARAMETER in str(error)
