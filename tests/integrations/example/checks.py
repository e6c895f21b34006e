"""Find out whether the register works, for the Doctor: a subsidy that nobody has is asked for."""

from integrations.connections import clients
from integrations.connections.types import FINDING_OF, Access, Finding
from integrations.errors import UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Ask, whatever the breaker says, and say what came of it."""
    deadline = Deadline(access.limits.total)
    try:
        with clients.open(access, tenant=tenant, deadline=deadline, guard=clients.UNGUARDED) as client:
            told = client.get("/subsidies/0").json()
    except UnavailableError as error:
        return FINDING_OF[error.reason]
    is_theirs = isinstance(told, dict) and told.get("error") == "niet_gevonden"
    return Finding.WORKS if is_theirs else Finding.PATH_WRONG
