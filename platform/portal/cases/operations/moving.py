"""Carry out a file with settings, after somebody looked through what it changes (I-097)."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from portal.accounts.models import User
from portal.cases.models.imports import SettingsImport
from portal.cases.queries import importing
from tenants import audit

from . import configuring

KEPT: Final = timedelta(days=1)


@transaction.atomic
def offer(*, user: User, text: str) -> uuid.UUID:
    """Keep a file until its owner has looked through it; one at a time."""
    SettingsImport.objects.filter(user=user).delete()
    return SettingsImport.objects.create(user=user, text=text).pk


@transaction.atomic
def carry_out(row: SettingsImport, *, by: audit.Actor) -> int | None:
    """Make so what a file wants, all or nothing; None where something is wrong with it by now."""
    plan = importing.plan(row.text)
    if plan.errors:
        return None
    number = configuring.put_all(plan.wanted, by=by)
    audit.record("cases.types_imported", by=by, details={"lines": plan.lines, "changed": number})
    row.delete()
    return number


def forget(now: datetime) -> int:
    """Forget files that nobody carried out."""
    return SettingsImport.objects.filter(at__lt=now - KEPT).delete()[0]
