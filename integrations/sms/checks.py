"""Find out whether the provider lets us in: the balance is read, and nothing is sent."""

from typing import Any, Final

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef


def _is_balance(content: Any) -> bool:
    match content:
        case {"amount": int() | float(), "type": str()}:
            return True
        case _:
            return False


BALANCE: Final = questions.Question("/balance", _is_balance)


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Read the balance, and say what came of it."""
    return questions.examine(access, BALANCE, tenant=tenant)
