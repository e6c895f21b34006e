"""A file with settings that somebody looks through before it is carried out."""

import uuid as uuids
from typing import ClassVar

from django.db import models
from django.utils import timezone


class SettingsImport(models.Model):
    """A file as it was read; gone when it was carried out or given up, and after a day."""

    uuid = models.UUIDField(primary_key=True, default=uuids.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return str(self.uuid)
