"""Answers that were given to requests with an `Idempotency-Key`: in `public`, for two days."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Answer(models.Model):
    """What a request with an idempotency key was answered, so that sending it again changes nothing."""

    token = models.UUIDField()
    """Of whom the request was; no foreign key, as the key of the API may be gone."""
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    """Of method, address and body, keyed: a body may hold a secret that can be guessed."""
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    location = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="api_answer_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
