"""Work that waits, runs or was given up; up to which slot it was planned; and whose turn it is. All in `public`.

Municipalities stand there by UUID, without foreign keys: the portals' login may add work and touch nothing else.
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from .types import IN_HAND, Cost, WorkState

WAITING = models.Q(state=WorkState.WAITING.value)


class Work(models.Model):
    """One thing to do for one municipality: a slot of a job, or what somebody asked for under a key."""

    tenant = models.UUIDField()
    job = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    cost = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Cost])
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in WorkState],
        default=WorkState.WAITING.value,
        db_default=WorkState.WAITING.value,
    )
    due_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    queued_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Since it was last put aside or retried; counted up when an attempt begins."""
    fence = models.PositiveBigIntegerField(default=0, db_default=0)
    """Counts the handings out: a message or a worker with an older number may do nothing more."""
    reason = models.CharField(max_length=120, blank=True, default="", db_default="")
    """Why it failed or was not needed: the name of an error, never its text."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "job", "key"], name="schedule_work_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in WorkState]), name="schedule_work_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "cost", "due_at", "id"], condition=WAITING, name="schedule_work_waiting"
            ),
            models.Index(fields=["tenant", "job"], condition=WAITING, name="schedule_work_waiting_job"),
            models.Index(
                fields=["cost", "tenant"],
                condition=models.Q(state__in=[s.value for s in IN_HAND]),
                name="schedule_work_in_hand",
            ),
            models.Index(
                fields=["finished_at"],
                condition=models.Q(state=WorkState.DONE.value),
                name="schedule_work_done",
            ),
            models.Index(
                fields=["finished_at"],
                condition=models.Q(state=WorkState.DEAD.value),
                name="schedule_work_dead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.key} {self.state}"


class Cursor(models.Model):
    """Up to which slot a job of a municipality was planned."""

    tenant = models.UUIDField()
    job = models.CharField(max_length=80)
    rhythm = models.CharField(max_length=60)
    """As it was when `next_at` was computed: another rhythm is computed anew."""
    last_slot = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "job"], name="schedule_cursor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.last_slot:%Y-%m-%d %H:%M:%S}"


class Turn(models.Model):
    """When a municipality was last given a turn: who waited longest comes first."""

    tenant = models.UUIDField(primary_key=True)
    served_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.tenant} {self.served_at:%Y-%m-%d %H:%M:%S}"
