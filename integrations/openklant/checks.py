"""Find out whether Open Klant lets us in and lets us read people and companies."""

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from .client import PARTIES


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Ask for somebody who does not exist, and say what came of it."""
    return questions.examine(access, PARTIES, tenant=tenant)
