"""House styles, their revisions, and what portals may read of them. In `public`.

The console writes them. A portal reads faces and files, and nothing of where they came from.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from themes.kept import KeptFile
from themes.types import Format, Look


class Style(models.Model):
    """A house style: a name for its revisions, and which of them is the one to choose."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=32, unique=True)
    """The first half of the keys of its revisions."""
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    owner = models.UUIDField(null=True, blank=True)
    """The only municipality that may have it; none: everybody. No foreign key: it may outlive it."""
    current = models.OneToOneField(
        "Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The revision that is published; none before the first."""
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    """Since when nobody can choose it any more; who has it keeps it."""

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["name", "uuid"]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file as it was uploaded, once however often it was."""

    digest = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of the content."""
    content = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class Revision(models.Model):
    """A house style at one moment. Only its publication is written afterwards."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    style = models.ForeignKey(Style, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    format = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Format])
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None for a style that was made of two colours and a font."""
    file = models.CharField(max_length=200, blank=True)
    """What the upload was called."""
    choice = models.CharField(max_length=200, blank=True)
    """Which of the themes in the upload it is."""
    brand = models.JSONField(default=dict, blank=True)
    """Two colours, a font and a rounding, as somebody filled them in."""
    given = models.JSONField(default=dict, blank=True)
    """Slots that somebody set by hand."""
    mapping = models.PositiveIntegerField()
    """The version of the mapping that it was made by."""
    values = models.JSONField()
    """As `slots.plain` writes them."""
    provenance = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    look = models.JSONField()
    """As `Look` has it."""
    statement = models.JSONField(default=dict, blank=True)
    """What was stated about the right to use it, as `licences.Statement.as_data` writes it."""
    logo_statement = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=300, blank=True)
    """Why it was made, for colleagues."""
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    """When it was published for the first time."""

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["style", "number"], name="styles_revision_number"),
        ]

    def __str__(self) -> str:
        return f"{self.style} {self.number}"


class Face(models.Model):
    """What a portal may know of a published revision. Never changed."""

    key = models.SlugField(max_length=40, primary_key=True)
    look = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key

    @property
    def said(self) -> Look:
        """Read what is kept; what an older release did not know of is not there."""
        return Look(**self.look)


class File(KeptFile):
    """A file under `/thema/`, of any number of revisions."""

    class Meta(KeptFile.Meta):
        pass
