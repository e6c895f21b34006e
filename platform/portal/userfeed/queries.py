"""What is new for somebody."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from structlog import get_logger

from portal.accounts.models import User
from tenants import features, registers
from tenants.errors import DecryptionError

from .kinds import kinds
from .models import FeedItem
from .types import Feed, Shown, Snapshot

MOST: Final = 20
"""Items that are shown at once."""
COUNTED: Final = 200
"""Items that are looked at: nobody has so many."""
KEPT: Final = timedelta(days=90)
SNAPSHOT: Final = FeedItem._meta.get_field("snapshot")
log = get_logger(__name__)


def of(user: User) -> Feed:
    """Answer what is new for somebody: one query, and nobody else is asked."""
    rows = [row for row in _open(user, timezone.now())[:COUNTED] if is_on(row.kind)]
    told = [shown for row in rows[:MOST] if (shown := _shown(row))]
    number = Counter(row.kind for row in rows)
    sentences = tuple(kinds.get(kind).summary(count) for kind, count in number.items() if kind in kinds)
    actions = sum(row.action_required for row in rows)
    return Feed(tuple(told), max(len(rows) - MOST, 0), sentences, actions)


def is_on(kind: str) -> bool:
    """Tell whether the feature of a kind is used here; what only another release knows is shown without a link."""
    feature = kinds.get(kind).feature if kind in kinds else ""
    is_switchable = feature in registers.features and registers.features.get(feature).switchable
    return not is_switchable or features.is_on(feature)


def rows_of(user: User) -> list[Mapping[str, Any]]:
    """List all that is kept of somebody here, for who wants to see it."""
    found: list[Mapping[str, Any]] = []
    for row in FeedItem.objects.filter(user=user).order_by("display_at", "pk"):
        snapshot = read(row)
        found.append({"at": row.display_at, "what": snapshot.title if snapshot else _("Niet te lezen")})
    return found


def read(row: FeedItem) -> Snapshot | None:
    """Answer what an item says; None where it cannot be read any more."""
    try:
        return Snapshot(**json.loads(SNAPSHOT.reveal(row)))
    except (DecryptionError, ValueError, TypeError):
        log.warning("userfeed.unreadable", item=str(row.pk))
        return None


def expired(now: datetime) -> QuerySet[FeedItem]:
    """List what is no news any more (P-189)."""
    return FeedItem.objects.filter(completed_at=None, expires_at__lte=now)


def old(now: datetime) -> QuerySet[FeedItem]:
    """List what was done long ago."""
    return FeedItem.objects.filter(completed_at__lt=now - KEPT)


def health() -> Mapping[str, Any]:
    """Tell how much should have been completed and was not, for the register of health checks."""
    return {"overdue": expired(timezone.now() - timedelta(days=2)).count()}


def _open(user: User, now: datetime) -> QuerySet[FeedItem]:
    return FeedItem.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now), user=user, completed_at=None, display_at__lte=now
    ).order_by("display_at", "pk")


def _shown(row: FeedItem) -> Shown | None:
    snapshot = read(row)
    if snapshot is None:
        return None
    return Shown(
        title=snapshot.title,
        text=snapshot.text,
        status=snapshot.status,
        status_kind=snapshot.status_kind,
        url=_link(row.kind, snapshot),
        at=row.display_at,
        action_required=row.action_required,
    )


def _link(kind: str, snapshot: Snapshot) -> str:
    """Answer where an item leads to; whatever goes wrong with that, the item is shown without (I-085)."""
    if kind not in kinds:
        return ""
    try:
        return kinds.get(kind).link(snapshot.place)
    except Exception as error:
        log.warning("userfeed.no_link", kind=kind, error=type(error).__name__)
        return ""
