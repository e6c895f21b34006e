"""Tell somebody news, and take it away: each may be asked for again and again, and is done once."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User

from . import queries
from .kinds import kinds
from .models import FeedItem
from .types import FOR_EVER, Snapshot


@transaction.atomic
def add(
    kind: str,
    ref: str,
    snapshot: Snapshot,
    *,
    user: User,
    action_required: bool = False,
    display_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> FeedItem:
    """Tell somebody news. Told again within the window of its kind it is the same item, with what it says now.

    Later than that it is new: what was open of it is done, and another item comes.

    :param ref: names what it is about, such as a case with its status; only its hash is kept.
    :raises KeyError: when there is no such kind.
    """
    window, now = kinds.get(kind).window, timezone.now()
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # who tells the same at the same time waits
    last = FeedItem.objects.filter(user=user, kind=kind, mark=mark_of(ref)).order_by("-created_at").first()
    is_same = last is not None and (window == FOR_EVER or last.created_at > now - window)
    if last is not None and not is_same:
        FeedItem.objects.filter(pk=last.pk, completed_at=None).update(completed_at=now)
    item = last if last is not None and is_same else FeedItem(user=user, kind=kind, mark=mark_of(ref))
    if item.completed_at is not None:
        return item  # it was done already
    item.action_required, item.expires_at = action_required, expires_at
    item.display_at = display_at or (item.display_at if is_same else now)
    queries.SNAPSHOT.encrypt(json.dumps(asdict(snapshot)), item)
    item.save()
    return item


def complete(kind: str, ref: str, *, user: User) -> bool:
    """Take news away: it was seen, or done; answers whether it was there."""
    found = FeedItem.objects.filter(user=user, kind=kind, mark=mark_of(ref), completed_at=None)
    return bool(found.update(completed_at=timezone.now()))


def complete_all(refs: Iterable[tuple[str, str]], *, user: User) -> int:
    """Take several pieces of news away, each by its kind and what it is about; answers how many were there."""
    wanted = Q()
    for kind, ref in refs:
        wanted |= Q(kind=kind, mark=mark_of(ref))
    if not wanted:
        return 0
    found = FeedItem.objects.filter(wanted, user=user, completed_at=None)
    return found.update(completed_at=timezone.now())


def expire(kind: str, ref: str, *, at: datetime, user: User) -> bool:
    """Say until when it is news; answers whether it was there."""
    found = FeedItem.objects.filter(user=user, kind=kind, mark=mark_of(ref), completed_at=None)
    return bool(found.update(expires_at=at))


def complete_expired(now: datetime) -> int:
    """Take away what is no news any more (P-189); answers how much that was."""
    return queries.expired(now).update(completed_at=now)


def forget(now: datetime) -> int:
    """Forget what was done long ago; answers how much that was."""
    number, _of_what = queries.old(now).delete()
    return number


def erase(user: User) -> None:
    """Take a person out of it, in the transaction that erases the account."""
    FeedItem.objects.filter(user=user).delete()


def mark_of(ref: str) -> str:
    """Answer the hash under which something is found again."""
    return hashlib.sha256(ref.encode()).hexdigest()
