"""Drafts of openings."""

import uuid
from collections.abc import Sequence

from provisioning.console.models import OpeningDraft, Operator


def draft(identity: uuid.UUID) -> OpeningDraft | None:
    """Answer a draft, with whose it is."""
    return OpeningDraft.objects.select_related("owner").filter(uuid=identity).first()


def unfinished(operator: Operator) -> Sequence[OpeningDraft]:
    """List what was not used: the operator's own first, the latest first."""
    found = OpeningDraft.objects.filter(operation=None).select_related("owner").order_by("-changed_at")
    return sorted(found, key=lambda each: each.owner_id != operator.pk)


def profile_of(operation: uuid.UUID) -> str:
    """Answer the profile that was chosen for an opening of lately."""
    found = OpeningDraft.objects.filter(operation=operation).values_list("values__profile", flat=True).first()
    return str(found or "")
