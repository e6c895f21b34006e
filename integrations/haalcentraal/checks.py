"""Find out whether the BRP lets us in, in whichever of its two ways of asking it knows."""

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from .client import BY_PATH, BY_POST, SEARCH_BY_POST


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Ask in the way that its profile says, and in the other way where that one does not exist."""
    first, second = (BY_POST, BY_PATH) if SEARCH_BY_POST in access.capabilities else (BY_PATH, BY_POST)
    finding = questions.examine(access, first, tenant=tenant)
    if finding is Finding.PATH_WRONG:
        return questions.examine(access, second, tenant=tenant)
    return finding
