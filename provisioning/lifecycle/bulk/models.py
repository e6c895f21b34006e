"""The ledger of bulk operations, in `public`."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenants.audit import Actor

from .types import BulkKind, ItemState


class Bulk(models.Model):
    """One change for many municipalities."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in BulkKind])
    parameters = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    requested_by = models.CharField(max_length=120)
    requested_by_kind = models.CharField(max_length=20)
    requested_from = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    queued_at = models.DateTimeField(null=True, blank=True)
    """When a worker was last asked to go on with it."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in BulkKind]), name="lifecycle_bulk_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def actor(self) -> Actor:
        """Name who asked for it."""
        return Actor(
            self.requested_by_kind,  # type: ignore[arg-type]  # as it was recorded
            self.requested_by,
            self.requested_from,
        )


class BulkItem(models.Model):
    """One municipality of a bulk operation. No foreign key to it: the ledger outlives the tenant."""

    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="items")
    tenant = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in ItemState], default=ItemState.WAITING.value
    )
    operation = models.UUIDField(null=True, blank=True)
    reasons = models.JSONField(default=dict)
    """Why it was refused, in Dutch, by field."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulk", "tenant"], name="lifecycle_bulk_tenant_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ItemState]), name="lifecycle_bulk_item_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["bulk"],
                condition=models.Q(state=ItemState.WAITING.value),
                name="lifecycle_bulk_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
