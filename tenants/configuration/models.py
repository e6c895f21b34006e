"""The releases of all tenants, in `public`: the console shows them without entering a tenant (architecture T2)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from .types import ReleaseKind


class Release(models.Model):
    """A tenant's configuration as it was from some moment on. Never changed: no login but the owner's has the right.

    Numbers have no gaps, so the release before is always the one with the number before. Texts in it stand on public
    pages; it holds no personal data but who made it, and no secrets.
    """

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ReleaseKind])
    snapshot = models.TextField()
    """All parts, as `canonical` writes them: to the byte what is so again after a roll-back. Not jsonb, which orders
    and rounds."""
    changed = models.JSONField(default=list)
    """Keys of the parts that differ from the release before."""
    author_kind = models.CharField(max_length=20)
    author = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    operation = models.UUIDField(null=True, blank=True)
    """The operation of the journal that made it; None when an editor did."""
    restores = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number"], name="tenants_release_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="tenants_release_number"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in ReleaseKind]), name="tenants_release_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.number}"

    @property
    def parent(self) -> int | None:
        """Number the release before."""
        return self.number - 1 if self.number > 1 else None
