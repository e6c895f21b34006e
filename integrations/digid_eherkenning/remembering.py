"""Metadata that was judged a moment ago is not judged again: a signature takes longer than all else of a departure.

What is remembered is of one municipality, for exactly this text and these who vouch for it, and for a minute. What may
change within one is looked at each time: whether it has expired, and how far its addresses may lead.
"""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from integrations.http import Reach
from tenants.types import TenantRef

from . import descriptions
from .descriptions import Description

MOST: Final = 500
type Key = tuple[UUID, bytes, bytes, int]
_judged: dict[Key, Description] = {}


def judged(xml: bytes, *, tenant: TenantRef, reach: Reach, trusted: str, now: datetime) -> Description:
    """Answer metadata of the entered municipality, read and judged.

    :param reach: how far addresses in it may lead.
    :param trusted: PEM of those who may vouch for who signs it.
    :raises SignInRefusedError: when it cannot be believed or used.
    """
    key = (tenant.uuid, _mark(xml), _mark(trusted.encode()), int(now.timestamp()) // 60)
    found = _judged.get(key)
    if found is not None:
        descriptions.check_now(found, reach=reach, now=now)
        return found
    found = descriptions.read(xml, reach=reach, trusted=trusted, now=now)
    if len(_judged) >= MOST:
        _judged.clear()
    _judged[key] = found
    return found


def _mark(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
