"""Read keys."""

import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from .models import Token
from .types import Holder, Scope


def of(operator: uuid.UUID) -> "QuerySet[Token]":
    """List an operator's keys, the newest first, also those that have ended."""
    return Token.objects.filter(operator=operator).order_by("-created_at", "uuid")


def holder(operator: uuid.UUID) -> Holder | None:
    """Answer who an operator is and what he may do now; None when he is none any more."""
    found: Holder | None = import_string(settings.KEY_HOLDER)(operator)
    return found


def scopes_for(holder: Holder) -> tuple[Scope, ...]:
    """List the scopes that an operator may give a key."""
    return tuple(scope for scope in Scope if holder.may(scope))
