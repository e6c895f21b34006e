"""The audit stream of a tenant, in its own schema."""

from django.db import models
from django.utils import timezone


class AuditRecord(models.Model):
    """One act inside a municipality's portal or its administration.

    Append-only: the tenant's database role has no right to change or delete it.
    """

    recorded_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    action = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, default="ok")
    origin = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "regel van het logboek"
        verbose_name_plural = "logboek"

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d %H:%M} {self.action}"
