"""Find out whether the Objects API lets us in, and whether our token may read any type of object."""

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from integrations.errors import UnavailableError
from tenants.types import TenantRef

from .client import PERMISSIONS


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Ask what our token may do, and say what came of it."""
    try:
        with questions.speaking(access, tenant=tenant) as client:
            reply = questions.send(client, PERMISSIONS)
            finding = questions.judged(reply, PERMISSIONS)
            if finding is Finding.WORKS and not reply.json()["count"]:
                return Finding.RIGHTS_MISSING
            return finding
    except UnavailableError as error:
        return questions.finding_of(error)
