"""Read something harmless of a system that has no check of its own: the catalogue says what."""

from http import HTTPStatus

from integrations.connections import catalogue, clients
from integrations.connections.types import FINDING_OF, Access, Finding
from integrations.errors import UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef


def examine(access: Access, *, tenant: TenantRef) -> Finding | None:
    """Read it and say what came of it; None for a kind of system of which nothing harmless is known.

    It asks, whatever the breaker says.
    """
    kind = catalogue.systems().get(access.system)
    if kind is None or not kind.read:
        return None
    deadline = Deadline(access.limits.total)
    try:
        with clients.open(access, tenant=tenant, deadline=deadline, guard=clients.UNGUARDED) as client:
            return _judge(client.get(kind.read))
    except UnavailableError as error:
        return FINDING_OF[error.reason]


def _judge(answer: clients.Reply) -> Finding:
    if answer.status_code == HTTPStatus.OK:
        content = answer.json()
        return Finding.WORKS if isinstance(content, dict | list) else Finding.NOT_A_CASE_SYSTEM
    if answer.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} or 300 <= answer.status_code < 400:
        return Finding.PATH_WRONG
    return Finding.NOT_A_CASE_SYSTEM
