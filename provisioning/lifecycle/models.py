"""The journal: operations on tenants and their steps, and the compiled schema. All in `public`."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenants.audit import Actor

from .as_code.models import AppliedFile
from .bulk.models import Bulk, BulkItem
from .types import RUNNABLE, UNFINISHED, OperationKind, OperationState, StepState

__all__ = ["AppliedFile", "Bulk", "BulkItem", "CompiledSchema", "FilledSchema", "Operation", "Step"]
RUNNABLE_STATES = sorted(state.value for state in RUNNABLE)
UNFINISHED_STATES = sorted(state.value for state in UNFINISHED)


class Operation(models.Model):
    """Something that is done to a tenant in steps, by one worker at a time, until it is finished.

    While it runs or waits nothing else is done to the same tenant; while it is unfinished nobody else may claim
    the same host or CBS code.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in OperationKind])
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in OperationState],
        default=OperationState.REQUESTED.value,
    )
    tenant = models.UUIDField(null=True, blank=True, db_index=True)
    """No foreign key: the journal outlives the tenant, and an opening starts without one."""
    claimed_host = models.CharField(max_length=253, blank=True)
    claimed_cbs_code = models.CharField(max_length=4, blank=True)
    """Of production tenants only."""
    parameters = models.JSONField(default=dict)
    requested_by = models.CharField(max_length=120)
    requested_by_kind = models.CharField(max_length=20)
    requested_from = models.CharField(max_length=60, blank=True, default="", db_default="")
    """The network address that the request came from, where there is one."""
    reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    """Why, in the words of whoever asked."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    """Not to be taken before: the pause after a step that failed."""
    queued_at = models.DateTimeField(null=True, blank=True)
    """When it was last put into the queue; None once taken, or while the queue could not be reached."""
    lease_owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveBigIntegerField(default=0)
    """Counts the takings: who holds an older number may write nothing more."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in OperationState]),
                name="lifecycle_operation_state",
            ),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=models.Q(state__in=RUNNABLE_STATES),
                name="lifecycle_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["claimed_host"],
                condition=models.Q(state__in=UNFINISHED_STATES) & ~models.Q(claimed_host=""),
                name="lifecycle_host_once",
            ),
            models.UniqueConstraint(
                fields=["claimed_cbs_code"],
                condition=models.Q(state__in=UNFINISHED_STATES) & ~models.Q(claimed_cbs_code=""),
                name="lifecycle_cbs_code_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.claimed_host} {self.state}"

    @property
    def subject(self) -> str:
        """Name what it is about, for the audit trail."""
        return str(self.claimed_host or self.parameters.get("name") or self.uuid)

    @property
    def actor(self) -> Actor:
        """Name who asked for it, for the audit of what its steps do."""
        return Actor(
            self.requested_by_kind,  # type: ignore[arg-type]  # as it was recorded
            self.requested_by,
            self.requested_from,
        )


class Step(models.Model):
    """One step of an operation. Undoing adds steps of its own, which take back those that began."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    undoes = models.BooleanField(default=False, db_default=False)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in StepState], default=StepState.WAITING.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    """Attempts that ended with an error; the other unfinished ones ended with the worker's death."""
    started_at = models.DateTimeField(null=True, blank=True)
    """Of the last attempt; None as long as nobody began."""
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    """What an operator should know and do, in Dutch."""

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in StepState]), name="lifecycle_step_state"
            ),
            models.UniqueConstraint(fields=["operation", "position"], name="lifecycle_step_position_once"),
            models.UniqueConstraint(fields=["operation", "key", "undoes"], name="lifecycle_step_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.key} {self.state}"


class CompiledSchema(models.Model):
    """The text that builds a tenant's schema, one per set of migrations (architecture T8)."""

    fingerprint = models.CharField(max_length=32, unique=True)
    text = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.fingerprint)


class FilledSchema(models.Model):
    """The text that builds a tenant's schema with a blueprint's content in it (`lifecycle.filled`)."""

    fingerprint = models.CharField(max_length=32)
    blueprint = models.CharField(max_length=32)
    text = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["fingerprint", "blueprint"], name="one_text_of_each"),)

    def __str__(self) -> str:
        return f"{self.fingerprint} {self.blueprint}"
