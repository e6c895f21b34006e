"""End the access of colleagues who use it no more, and forget who they were a year after it ended (P-231).

The number of an account stays, so that the log can still tell one person's acts from another's.
"""

import datetime
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp import devices_for_user

from portal.accounts.models import Ending, Identity, IdentityKind, Invitation, PutAway, User
from portal.accounts.queries import addresses_of
from portal.accounts.roles import ADMINISTRATOR
from portal.core.mail import operations as mail
from tenants import audit
from tenants.audit import Actor

from . import ending, erasing

UNUSED: Final = datetime.timedelta(days=365)
BY: Final = Actor("system", "accounts.retire_staff")
COLLEAGUES: Final = Q(is_staff=True) | Q(identity__kind=IdentityKind.COLLEAGUE)
HAVE_ACCESS: Final = Q(is_staff=True, is_active=True)
KNOWN: Final = Q(email__isnull=False) | Q(identity__isnull=False)
"""Who has not been forgotten yet."""


def retire(key: str) -> None:
    """Note whose access has ended or was given back, and end that of who has not used it for a year."""
    now = timezone.now()
    colleagues = User.objects.filter(COLLEAGUES)
    colleagues.filter(HAVE_ACCESS, closed_at__isnull=False).update(closed_at=None, reopened_at=now)
    colleagues.filter(KNOWN, closed_at=None).exclude(HAVE_ACCESS).update(closed_at=now)
    for user in _unused(now - UNUSED):
        _close(user, now)


def forget(before: datetime.datetime, most: int) -> int:
    """Replace names and addresses of who has had no access since; answer how many."""
    found = User.objects.filter(COLLEAGUES, KNOWN, closed_at__lt=before).exclude(HAVE_ACCESS)
    users = list(found.order_by("pk")[:most])
    for user in users:
        _forget(user)
    return len(users)


def _unused(before: datetime.datetime) -> "QuerySet[User]":
    """Find who was not here since, although they may, and who has no letter with which they may come yet."""
    found = User.objects.filter(HAVE_ACCESS).annotate(
        last=Greatest("last_login", "date_joined", "reopened_at")
    )
    invited = Invitation.objects.open().values("user")
    return found.filter(last__lt=before).exclude(pk__in=invited).order_by("last")


@transaction.atomic
def _close(user: User, now: datetime.datetime) -> None:
    if _is_last_administrator(user):
        return  # else nobody could let anybody in
    user.is_active, user.closed_at = False, now
    user.save(update_fields=["is_active", "closed_at"])
    ending.end_all_of(user, Ending.CLOSED)
    audit.record("accounts.access_ended", by=BY, target=str(user.uuid))


def _is_last_administrator(user: User) -> bool:
    administrators = User.objects.filter(HAVE_ACCESS, groups__pk=ADMINISTRATOR.id)
    return not administrators.exclude(pk=user.pk).exists() and administrators.filter(pk=user.pk).exists()


@transaction.atomic
def _forget(user: User) -> None:
    addresses = addresses_of(user)
    mail.forget_addresses(addresses)
    erasing.forget_tries(addresses)
    ending.end_all_of(user, Ending.CLOSED)
    for device in devices_for_user(user, confirmed=None):
        device.delete()
    for model in (Identity, Invitation, PutAway):
        model.objects.filter(user=user).delete()
    user.groups.clear()
    user.email, user.infix = None, ""
    user.first_name, user.last_name = _("Oud-collega"), str(user.uuid)[:8]
    user.password = make_password(None)
    user.is_staff, user.is_active = True, False  # the log knows them as colleagues
    user.save()
    audit.record("accounts.colleague_forgotten", by=BY, target=str(user.uuid))
