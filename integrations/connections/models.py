"""A municipality's connection, in its own schema."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenants.fields import EncryptedTextField

from .types import CLIENT_ID, State


class Connection(models.Model):
    """Address and secret of one system, and what its last test found.

    The key is known before the row is (`types.row_of`): what is encrypted elsewhere is bound to it.
    """

    uuid = models.UUIDField(primary_key=True, editable=False)
    system = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=500)
    client_id = models.CharField(max_length=100, default=CLIENT_ID)
    secret = EncryptedTextField()
    fingerprint = models.CharField(max_length=16)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.CharField(max_length=120)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in State], default=State.UNTESTED.value
    )
    finding = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(("secret__startswith", "v1:")), name="connections_secret_sealed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.system)
