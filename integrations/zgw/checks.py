"""Find out whether a connection with a case system works, and if not, what is wrong with it."""

from collections.abc import Mapping
from http import HTTPStatus

from integrations.connections import clients
from integrations.connections.types import FINDING_OF, Access, Finding
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef

from . import client

TIMEOUT = 5.0
"""Seconds: a page of a citizen would not wait longer either."""
FINDINGS: Mapping[Reason, Finding] = {
    **FINDING_OF,
    Reason.REFUSED: Finding.SECRET_WRONG,
    Reason.THROTTLED: Finding.HAS_TROUBLE,
    Reason.HAS_TROUBLE: Finding.HAS_TROUBLE,
    Reason.SECRET_UNREADABLE: Finding.SECRET_UNREADABLE,
}


def examine(access: Access, *, tenant: TenantRef, timeout: float = TIMEOUT) -> Finding:
    """Read one page of cases, harmlessly, and say what came of it; it asks, whatever the breaker says."""
    try:
        with clients.open(
            access, tenant=tenant, deadline=Deadline(timeout), guard=clients.UNGUARDED
        ) as speaking:
            return _judge(client.page_of_cases(speaking))
    except UnavailableError as error:
        return FINDINGS[error.reason]


def _judge(answer: clients.Reply) -> Finding:
    match answer.status_code:
        case HTTPStatus.OK:
            return Finding.WORKS if _is_page(answer.json()) else Finding.NOT_A_CASE_SYSTEM
        case HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
            return Finding.PATH_WRONG
        case status if 300 <= status < 400:
            return Finding.PATH_WRONG
        case _:
            return Finding.NOT_A_CASE_SYSTEM


def _is_page(content: object) -> bool:
    """Tell whether this is a page as the contract describes it."""
    match content:
        case {"count": int(), "results": list(results)}:
            return all(isinstance(case, dict) and "zaaktype" in case for case in results)
        case _:
            return False
