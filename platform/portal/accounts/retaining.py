"""The rules of retention of accounts, as a program: each forgets a portion of what was over before a moment."""

import datetime
from typing import Any, Final

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from tenants import registers
from tenants.registers import RetentionRule

from .models import CompanyNumber, Invitation, Journey, SignIn
from .operations import rows

DAY: Final = datetime.timedelta(days=1)
MONTH, YEAR = 30 * DAY, 365 * DAY


def journeys(before: datetime.datetime, most: int) -> int:
    """Forget journeys to a provider that were over."""
    return _forget(Journey.objects.filter(ends_at__lt=before), most)


def sign_ins(before: datetime.datetime, most: int) -> int:
    """Forget sign-ins that had ended, or in which nobody was seen since."""
    last = Coalesce(F("ended_at"), F("seen_at"))
    return _forget(SignIn.objects.annotate(last=last).filter(last__lt=before), most)


def invitations(before: datetime.datetime, most: int) -> int:
    """Forget invitations that were accepted or had expired."""
    over = Coalesce(F("accepted_at"), F("expires_at"))
    return _forget(Invitation.objects.annotate(over=over).filter(over__lt=before), most)


def companies(before: datetime.datetime, most: int) -> int:
    """Forget what the register told of companies for which nobody came in since."""
    return _forget(CompanyNumber.objects.filter(told_at__lt=before), most)


def register(feature: str) -> None:
    """Add them to the register."""
    for model, after, tidy in (
        ("accounts.Journey", DAY, journeys),
        ("accounts.SignIn", YEAR, sign_ins),
        ("accounts.Invitation", MONTH, invitations),
        ("accounts.CompanyNumber", 4 * MONTH, companies),
    ):
        registers.rules.add(RetentionRule(feature, model, after, tidy))


def _forget(found: "QuerySet[Any]", most: int) -> int:
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:most])
    rows.delete(found.model._base_manager.filter(pk__in=keys))
    return len(keys)
