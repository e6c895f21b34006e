"""What is new for people, until it is done."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from tenants.fields import EncryptedTextField, sealed


class FeedItem(models.Model):
    """One piece of news for one person. What it says is encrypted, and what it is about a hash."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("soort"), max_length=60)
    mark = models.CharField(max_length=64)
    """A hash of what it is about."""
    snapshot = EncryptedTextField()
    action_required = models.BooleanField(_("vraagt actie"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    display_at = models.DateTimeField(_("te zien vanaf"), default=timezone.now)
    expires_at = models.DateTimeField(_("vervalt"), null=True, blank=True)
    completed_at = models.DateTimeField(_("klaar"), null=True, blank=True)

    class Meta:
        verbose_name = _("nieuws voor een inwoner")
        verbose_name_plural = _("nieuws voor inwoners")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "kind", "mark"],
                condition=models.Q(completed_at=None),
                name="userfeed_item_open_once",
            ),
            models.CheckConstraint(condition=sealed("snapshot"), name="userfeed_item_sealed"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "display_at"],
                condition=models.Q(completed_at=None),
                name="userfeed_item_open",
            ),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(completed_at=None, expires_at__isnull=False),
                name="userfeed_item_expiring",
            ),
            models.Index(
                fields=["completed_at"],
                condition=models.Q(completed_at__isnull=False),
                name="userfeed_item_old",
            ),
            models.Index(fields=["-display_at"], name="userfeed_item_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
