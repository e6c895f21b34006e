"""Look whether the Notificaties API knows this portal as somebody to tell the news (I-100, M-13)."""

from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from integrations.connections.doctor import questions
from integrations.connections.types import FINDING_OF, Access, Finding
from integrations.errors import Reason, UnavailableError
from tenants.types import TenantRef

SUBSCRIPTIONS: Final = "/notificaties/api/v1/abonnement"


def look(access: Access, *, tenant: TenantRef) -> Finding:
    """Read the subscriptions and look for one that calls back to this portal; nothing is changed there.

    Where there is no Notificaties API below the connection's address, there is no subscription either.
    """
    try:
        with questions.speaking(access, tenant=tenant) as client:
            reply = client.get(SUBSCRIPTIONS)
            if reply.status_code in questions.ELSEWHERE:
                return Finding.SUBSCRIPTION_MISSING
            if reply.status_code != HTTPStatus.OK or questions.is_web_page(reply):
                return Finding.NOT_A_CASE_SYSTEM
            return _judged(reply.json(), tenant.primary_host)
    except UnavailableError as error:
        return Finding.SUBSCRIPTION_REFUSED if error.reason is Reason.REFUSED else FINDING_OF[error.reason]


def _judged(content: Any, host: str) -> Finding:
    if not isinstance(content, list):
        return Finding.NOT_A_CASE_SYSTEM
    ours = any(_host(row.get("callbackUrl")) == host for row in content if isinstance(row, dict))
    return Finding.WORKS if ours else Finding.SUBSCRIPTION_MISSING


def _host(address: object) -> str:
    try:
        return (urlsplit(address).hostname or "") if isinstance(address, str) else ""
    except ValueError:
        return ""
