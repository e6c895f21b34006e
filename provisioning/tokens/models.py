"""Keys of the API, in `public`. The key itself is kept nowhere."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from .types import Scope


class Token(models.Model):
    """A key of an operator. No foreign key to him: who the operators are is known above (`KEY_HOLDER`)."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.UUIDField(db_index=True)
    name = models.CharField(max_length=60)
    hint = models.CharField(max_length=8, unique=True)
    """The part of the key that everybody may see: it tells keys apart in lists, in the audit trail and in a leak."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the key, which is long and random: there is nothing to guess."""
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_from = models.CharField(max_length=60, blank=True, default="", db_default="")
    refused_at = models.DateTimeField(null=True, blank=True)
    """When somebody last used it in vain: ended, withdrawn, or of an operator who is none any more."""
    minute_began_at = models.DateTimeField(default=timezone.now)
    minute_count = models.PositiveIntegerField(default=0)
    """Requests since then: the rate limit, in the database so that it holds over all processes and without Redis."""

    class Meta:
        ordering: ClassVar = ["created_at", "uuid"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint})"

    @property
    def is_usable(self) -> bool:
        """Tell whether it has neither ended nor been withdrawn."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def has(self) -> frozenset[Scope]:
        """Answer its scopes; one that this version does not know is none."""
        known = {scope.value for scope in Scope}
        return frozenset(Scope(value) for value in self.scopes if value in known)
