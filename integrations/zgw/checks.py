"""Find out whether a connection with a case system works, and if not, what is wrong with it."""

from http import HTTPStatus

from django.utils import timezone

from integrations import http
from integrations.connections.types import FINDING_OF, Access, Finding
from integrations.errors import UnavailableError
from tenants.types import TenantRef

from . import client

TIMEOUT = 5.0
"""Seconds: a page of a citizen would not wait longer either."""


def examine(access: Access, *, tenant: TenantRef, timeout: float = TIMEOUT) -> Finding:
    """Read one page of cases, harmlessly, and say what came of it."""
    reach = http.of_tenant(tenant)
    try:
        answer = client.page_of_cases(access, reach=reach, timeout=timeout, now=timezone.now())
        return _judge(answer)
    except UnavailableError as error:
        return FINDING_OF[error.reason]


def _judge(answer: http.Answer) -> Finding:
    match answer.status:
        case HTTPStatus.OK:
            return Finding.WORKS if _is_page(answer.json()) else Finding.NOT_A_CASE_SYSTEM
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return Finding.SECRET_WRONG
        case HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
            return Finding.PATH_WRONG
        case HTTPStatus.TOO_MANY_REQUESTS:
            return Finding.HAS_TROUBLE
        case status if 300 <= status < 400:
            return Finding.PATH_WRONG
        case status if status >= 500:
            return Finding.HAS_TROUBLE
        case _:
            return Finding.NOT_A_CASE_SYSTEM


def _is_page(content: object) -> bool:
    """Tell whether this is a page as the contract describes it."""
    match content:
        case {"count": int(), "results": list(results)}:
            return all(isinstance(case, dict) and "zaaktype" in case for case in results)
        case _:
            return False
