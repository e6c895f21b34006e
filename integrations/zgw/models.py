"""The mirror of catalogues: what kinds of cases each case system has, and how that changed (M-08).

A row is one version, as the other side names it; what is new, changed or gone is decided by `operations`. What is gone
there stays here, marked: cases may point to it. Nothing of it is about people.
"""

import uuid as uuids
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from .types import Cause, Part, What

LONGEST_URL = 1_000


class Mirrored(models.Model):
    """What every row of the mirror has."""

    connection = models.ForeignKey("connections.Connection", on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=LONGEST_URL)
    name = models.TextField(blank=True, default="")
    first_seen_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)
    """When it was no longer there."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Catalogue(Mirrored):
    """A catalogue; of a system without a list of them, one that somebody filled in."""

    domain = models.CharField(max_length=100)
    rsin = models.CharField(max_length=20)
    is_by_hand = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    """When its case types were last read: as a whole, or the first of them."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "url"], name="zgw_catalogue_once")
        ]


class CaseType(Mirrored):
    """One version of a case type."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="+")
    identification = models.CharField(max_length=100)
    is_external = models.BooleanField(default=False)
    confidentiality = models.SmallIntegerField(null=True, blank=True)
    term = models.CharField(max_length=50, blank=True, default="")
    service_term = models.CharField(max_length=50, blank=True, default="")
    subject = models.TextField(blank=True, default="")
    version_date = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    is_concept = models.BooleanField(default=False)
    document_types = models.JSONField(blank=True, default=list)
    status_types = models.JSONField(blank=True, default=list)
    can_be_extended = models.BooleanField(default=False)
    extension = models.CharField(max_length=50, blank=True, default="")
    can_be_suspended = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "url"], name="zgw_case_type_once")
        ]
        indexes: ClassVar = [models.Index(fields=["catalogue", "identification"], name="zgw_case_type_key")]


class StatusType(Mirrored):
    """A step of one version of a case type; where a vendor shares it among case types there is a row for each."""

    case_type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True, default="")
    order = models.IntegerField(null=True, blank=True)
    is_last = models.BooleanField(default=False)
    informs = models.BooleanField(null=True, blank=True)
    term = models.CharField(max_length=50, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "url", "case_type"], name="zgw_status_type_once")
        ]


class ResultType(Mirrored):
    """A result of one version of a case type."""

    case_type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="+")
    generic = models.TextField(blank=True, default="")
    explanation = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "url", "case_type"], name="zgw_result_type_once")
        ]


class DocumentType(Mirrored):
    """A kind of document of a catalogue."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="+")
    confidentiality = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "url"], name="zgw_document_type_once")
        ]


class Synchronisation(models.Model):
    """One time that the mirror of a connection was brought up to date, as a whole or for one case type."""

    uuid = models.UUIDField(primary_key=True, default=uuids.uuid4, editable=False)
    connection = models.ForeignKey("connections.Connection", on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Cause])
    url = models.CharField(max_length=LONGEST_URL, blank=True, default="")
    """The case type, where it was for one."""
    asked_by = models.UUIDField(null=True, blank=True)
    """Key of the account of the colleague who asked for it."""
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True)
    """Last sign of whoever is at it."""
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.JSONField(blank=True, default=dict)
    """What is behind it: for each list its counts; whoever goes on after a death does not ask for these again."""
    failures = models.JSONField(blank=True, default=list)
    unlisted_failures = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["connection", "asked_at"], name="zgw_synchronisation_recent")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection", "url"],
                condition=models.Q(ended_at__isnull=True),
                name="zgw_synchronisation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.asked_at:%Y-%m-%d %H:%M}"


class Change(models.Model):
    """What a synchronisation found changed of one thing; written once, forgotten with the synchronisation."""

    synchronisation = models.ForeignKey(Synchronisation, on_delete=models.CASCADE, related_name="changes")
    part = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Part])
    what = models.CharField(max_length=10, choices=[(one.value, one.value) for one in What])
    url = models.CharField(max_length=LONGEST_URL)
    name = models.TextField(blank=True, default="")
    case_type = models.CharField(max_length=100, blank=True, default="")
    fields: Any = models.JSONField(blank=True, default=dict)
    """For each field what it was and what it is."""
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.what} {self.part} {self.name}"
