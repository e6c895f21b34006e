"""Have a worker read kinds of cases that the mirror does not know: a page met one."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from integrations.zgw import operations

MOST: Final = 5
"""Kinds of one system that one page asks for: the rest comes with its next view, or at night."""


def want(connection: UUID, case_types: Iterable[str]) -> None:
    """Ask for them; asked for often, each is read once in a while."""
    for url in list(case_types)[:MOST]:
        operations.want(connection, url)
