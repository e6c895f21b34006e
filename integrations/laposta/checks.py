"""Find out whether Laposta lets us in: the lists are read, and nobody who is on them."""

from typing import Any, Final

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef


def _is_lists(content: Any) -> bool:
    match content:
        case {"data": list(rows)}:
            return all(isinstance(row, dict) and "list" in row for row in rows)
        case _:
            return False


LISTS: Final = questions.Question("/list", _is_lists)


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Read the lists, and say what came of it."""
    return questions.examine(access, LISTS, tenant=tenant)
