"""Documents that were accepted, with their files while these are on their way, and what a municipality takes."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.core import files
from portal.core.models import OneRow
from tenants.fields import EncryptedTextField, sealed

from .types import DEFAULT_LARGEST, MEGABYTE, MOST_BYTES, State


class Upload(models.Model):
    """A document that somebody sent for a case. Its number follows from who sends what where: it is there but once."""

    uuid = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    whose = models.CharField(max_length=64)
    """A keyed hash of for whom they sent it: themselves, somebody else, or a company."""
    person = models.UUIDField()
    """Whose data it is, as the record of who looked knows people."""
    connection = models.UUIDField()
    case = models.UUIDField()
    name = EncryptedTextField()
    kind = models.CharField(_("soort document"), max_length=500)
    format = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(_("grootte"))
    state = models.CharField(_("toestand"), max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(_("reden"), max_length=80, blank=True, default="")
    received_at = models.DateTimeField(_("ontvangen op"), default=timezone.now)
    settled_at = models.DateTimeField(_("klaar op"), null=True, blank=True)

    class Meta:
        default_permissions: ClassVar = ()
        verbose_name = _("document van een inwoner")
        verbose_name_plural = _("documenten van inwoners")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="case_uploads_state"),
            models.CheckConstraint(condition=sealed("name"), name="case_uploads_name_sealed"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "case"], name="case_uploads_of_case"),
            models.Index(fields=["user", "received_at"], name="case_uploads_of_day"),
            models.Index(
                fields=["settled_at"],
                condition=models.Q(settled_at__isnull=False),
                name="case_uploads_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uuid} {self.state}"


class Piece(models.Model):
    """A piece of a file; all but the last are equally long."""

    uuid = models.UUIDField(primary_key=True, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = EncryptedTextField()
    """In base64: the text that is encrypted has letters only."""

    class Meta:
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "number"], name="case_uploads_piece_once"),
            models.CheckConstraint(condition=sealed("content"), name="case_uploads_piece_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.number}"


class UploadSettings(OneRow):
    """Which files a municipality takes."""

    largest = models.PositiveSmallIntegerField(
        _("grootste bestand, in MB"),
        default=DEFAULT_LARGEST,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_BYTES // MEGABYTE)],
    )
    endings = models.CharField(
        _("soorten bestanden"),
        max_length=200,
        default=" ".join(files.ENDINGS),
        help_text=_("Met een spatie ertussen, zoals pdf jpg docx."),
    )

    class Meta(OneRow.Meta):
        default_permissions = ("view", "change")
        verbose_name = _("documenten toevoegen")
        verbose_name_plural = _("documenten toevoegen")

    def clean(self) -> None:
        """Write the kinds in one form (I-022), and refuse what nobody could know by its content.

        :raises ValidationError: when there is such a one, or none at all.
        """
        wanted = [word.strip(".").lower() for word in self.endings.replace(",", " ").split()]
        strange = [word for word in wanted if word not in files.ENDINGS]
        if strange or not wanted:
            text = _("Kies uit: %(endings)s.") % {"endings": " ".join(files.ENDINGS)}
            raise ValidationError({"endings": text})
        self.endings = " ".join(dict.fromkeys(wanted))
