"""Find out whether Orchestra lets us in: the counters are read, and nobody's appointment."""

from typing import Any, Final

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef


def _is_branches(content: Any) -> bool:
    match content:
        case {"branchList": list()}:
            return True
        case _:
            return False


BRANCHES: Final = questions.Question("/branches", _is_branches)


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Read the counters, and say what came of it."""
    return questions.examine(access, BRANCHES, tenant=tenant)
