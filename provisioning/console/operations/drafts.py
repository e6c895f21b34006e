"""Drafts of openings: kept at each step, taken over by a colleague, used once, forgotten."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from provisioning.console.models import OpeningDraft, Operator
from provisioning.lifecycle import operations as lifecycle
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OpeningPlan
from tenants import audit
from tenants.audit import Actor

KEPT = timedelta(days=30)
KEPT_USED = timedelta(days=1)
"""What is left of one that was used leads a second click to the opening."""


class NotYoursError(RuntimeError):
    """Raised when a draft is somebody else's now."""


@transaction.atomic
def save_draft(*, draft: uuid.UUID, values: Mapping[str, Any], owner: Operator) -> OpeningDraft:
    """Keep what was typed in a step, beside what is known of the others; one that was used stays as it is.

    :raises NotYoursError: when a colleague took it over.
    """
    OpeningDraft.objects.get_or_create(uuid=draft, defaults={"owner": owner})
    found = _locked(draft, owner)
    if found.operation is None:
        found.values |= values
        found.changed_at = timezone.now()
        found.save(update_fields=["values", "changed_at"])
    return found


@transaction.atomic
def open_draft(*, draft: uuid.UUID, plan: OpeningPlan, owner: Operator, by: Actor) -> uuid.UUID:
    """Ask for the opening, once: a second click is answered with the same operation.

    :raises NotYoursError: when a colleague took it over.
    :raises RefusedError: with all reasons by field, when it may not.
    """
    found = _locked(draft, owner)
    if found.operation:
        return found.operation
    operation: Operation = lifecycle.request_opening(plan, by=by)
    found.operation = operation.uuid
    found.values = {"profile": found.values.get("profile", "")}
    found.changed_at = timezone.now()
    found.save(update_fields=["operation", "values", "changed_at"])
    return operation.uuid


@transaction.atomic
def take_over_draft(*, draft: uuid.UUID, owner: Operator, by: Actor) -> None:
    """Make a colleague's draft one's own."""
    found = OpeningDraft.objects.select_for_update().get(uuid=draft, operation=None)
    if found.owner_id == owner.pk:
        return
    found.owner = owner
    found.save(update_fields=["owner"])
    audit.record("opening_draft.taken_over", by=by, target=str(found))


@transaction.atomic
def throw_draft_away(*, draft: uuid.UUID, owner: Operator) -> None:
    """Forget a draft of one's own.

    :raises NotYoursError: when a colleague took it over.
    """
    _locked(draft, owner).delete()


def forget_drafts() -> int:
    """Forget what nobody touched for long, and what was used; answers how many."""
    now = timezone.now()
    used = Q(operation__isnull=False, changed_at__lt=now - KEPT_USED)
    return OpeningDraft.objects.filter(used | Q(changed_at__lt=now - KEPT)).delete()[0]


def _locked(draft: uuid.UUID, owner: Operator) -> OpeningDraft:
    found = OpeningDraft.objects.select_for_update().get(uuid=draft)
    if found.owner_id != owner.pk:
        raise NotYoursError
    return found
