"""Count the queries of pages, and apart from them the messages that set role and search path."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django


def main(host: str, *pages: str) -> None:
    """Print a line per page, after one request that warms it."""
    django.setup()
    from django.test import Client

    client = Client(headers={"host": host})
    print(f"{'page':<10}{'status':>8}{'queries':>9}{'role and path':>15}")
    for page in pages:
        title, _, path = page.partition("=")
        client.get(path)
        with counted() as counts:
            response = client.get(path)
        print(f"{title:<10}{response.status_code:>8}{counts['queries']:>9}{counts['roles']:>15}")


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """Count what happens on the connection of this thread meanwhile."""
    from django.db import connection

    from tenants.postgresql.base import DatabaseWrapper

    counts = {"queries": 0, "roles": 0}
    send = DatabaseWrapper._send

    def counting_send(self: DatabaseWrapper, wanted: Any) -> None:
        counts["roles"] += 1
        send(self, wanted)

    def counting_execute(execute: Any, *args: Any) -> Any:
        counts["queries"] += 1
        return execute(*args)

    DatabaseWrapper._send = counting_send  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(counting_execute):
            yield counts
    finally:
        DatabaseWrapper._send = send  # type: ignore[method-assign]


if __name__ == "__main__":
    main(*sys.argv[1:])
