"""The transaction around a test is none of the product's.

pytest-django undoes what a test did by a transaction around it, in which nothing is ever committed. What the product
keeps once something is committed it would not keep in any test: each secret would ask for its data key anew, with
queries that no process of the product makes. So where data keys are remembered only the product's own transactions
count. What was remembered goes with the test (`tests.conftest`).
"""

from typing import Any, cast

from django.db import connection

from tenants.keys import memory


class OwnTransactions:
    """What the memory of data keys asks of the connection."""

    @property
    def in_atomic_block(self) -> bool:
        """Tell whether the product itself is in a transaction."""
        blocks = cast(Any, connection).atomic_blocks
        return connection.in_atomic_block and not (blocks and all(block._from_testcase for block in blocks))


def install() -> None:
    """Have data keys remembered in this process as in one of the product."""
    memory.connection = OwnTransactions()  # type: ignore[assignment]
