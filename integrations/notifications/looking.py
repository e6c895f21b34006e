"""Look whether the Notificaties API knows this portal as somebody to tell the news (I-100, M-13)."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils import timezone

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.types import FINDING_OF, Access, Finding
from integrations.errors import Reason, UnavailableError
from tenants.entry import is_entered
from tenants.types import TenantRef

from . import marks
from .models import Entrance
from .types import PREFIX

SUBSCRIPTIONS: Final = "/notificaties/api/v1/abonnement"


def look(access: Access, *, tenant: TenantRef) -> Finding:
    """Read the subscriptions and look for one that calls back to this portal; nothing is changed there.

    One that this portal made is known by its address; where it made none, whatever leads to its host will do. Where
    there is no Notificaties API below the connection's address, there is no subscription either.
    """
    try:
        with questions.speaking(access, tenant=tenant) as client:
            reply = client.get(SUBSCRIPTIONS)
            if reply.status_code in questions.ELSEWHERE:
                return Finding.SUBSCRIPTION_MISSING
            told = subscriptions(reply)
            return _judged(told, access, tenant.primary_host)
    except UnavailableError as error:
        return Finding.SUBSCRIPTION_REFUSED if error.reason is Reason.REFUSED else FINDING_OF[error.reason]


def subscriptions(reply: clients.Reply) -> Sequence[dict[str, Any]] | None:
    """Read a list of a Notificaties API, which has no pages; None where it is none."""
    if reply.status_code != HTTPStatus.OK or questions.is_web_page(reply):
        return None
    content = reply.json()
    return [row for row in content if isinstance(row, dict)] if isinstance(content, list) else None


def known_marks(connection: uuid.UUID) -> frozenset[str]:
    """Answer the hashes of the addresses at which the system of a connection may call in."""
    now = timezone.now()
    found = Entrance.objects.filter(Q(until=None) | Q(until__gt=now), subscription=connection)
    return frozenset(found.values_list("address_mark", flat=True))


def mark_of(address: object) -> str:
    """Answer the hash of the secret in an address to call back to; empty where it has none."""
    path = _parts(address)[1]
    return marks.of(path.removeprefix(PREFIX).strip("/")) if path.startswith(PREFIX) else ""


def _judged(told: Sequence[dict[str, Any]] | None, access: Access, host: str) -> Finding:
    if told is None:
        return Finding.NOT_A_CASE_SYSTEM
    ours = [row.get("callbackUrl") for row in told if _parts(row.get("callbackUrl"))[0] == host]
    known = known_marks(access.key) if is_entered() else ()
    if known:
        ours = [address for address in ours if mark_of(address) in known]
    return Finding.WORKS if ours else Finding.SUBSCRIPTION_MISSING


def _parts(address: object) -> tuple[str, str]:
    try:
        parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""
