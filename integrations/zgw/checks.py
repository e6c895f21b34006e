"""Find out whether a connection with a case system works, and if not, what is wrong with it."""

from http import HTTPStatus

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from integrations.errors import UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef

from . import client

TIMEOUT = 5.0
"""Seconds: a page of a citizen would not wait longer either."""


def examine(access: Access, *, tenant: TenantRef, timeout: float = TIMEOUT) -> Finding:
    """Read one page of cases, harmlessly, and say what came of it; it asks, whatever the breaker says."""
    try:
        with clients.open(
            access, tenant=tenant, deadline=Deadline(timeout), guard=clients.UNGUARDED
        ) as speaking:
            return _judge(client.page_of_cases(speaking))
    except UnavailableError as error:
        return questions.finding_of(error)


def _judge(answer: clients.Reply) -> Finding:
    match answer.status_code:
        case status if status < 300 and questions.is_web_page(answer):
            return Finding.WEB_PAGE
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
