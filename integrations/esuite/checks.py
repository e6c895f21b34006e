"""Find out whether the eSuite lets us in and lets us read customers."""

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from .client import CUSTOMERS


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Ask for the customer of a branch that does not exist, and say what came of it."""
    return questions.examine(access, CUSTOMERS, tenant=tenant)
