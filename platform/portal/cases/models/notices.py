"""What happened to cases, and what was decided about telling it: kept, so that somebody can say why (P-198, P-265)."""

import uuid
from collections.abc import Mapping
from typing import ClassVar, Final

from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.zgw.types.parties import Part, PartyKind
from portal.accounts.models import User
from tenants.fields import EncryptedTextField, sealed

from .reasons import Why

PARTS: Final[Mapping[str, Promise]] = {
    Part.INITIATOR: _("Aanvrager"),
    Part.CO_INITIATOR: _("Mede-aanvrager"),
    Part.INTERESTED: _("Belanghebbende"),
    Part.CONTACT: _("Contactpersoon"),
    Part.ADVISER: _("Adviseur"),
}
PARTIES: Final[Mapping[str, Promise]] = {
    PartyKind.PERSON: _("inwoner"),
    PartyKind.COMPANY: _("bedrijf"),
    PartyKind.BRANCH: _("vestiging van een bedrijf"),
}
OTHERWISE: Final = _("Andere rol")


class What(models.TextChoices):
    """What happened to a case."""

    STATUS = "status", _("Nieuwe status")
    DOCUMENT = "document", _("Nieuw document")
    RESULT = "result", _("Resultaat")


class Channel(models.TextChoices):
    """By which way somebody is told."""

    FEED = "feed", _("Op de website")
    MAIL = "mail", _("E-mail")
    LETTER = "post", _("Brief")
    """For whom no mail reaches: a colleague sends it."""


class Verdict(models.TextChoices):
    """What was decided about telling somebody."""

    TOLD = "told", _("verstuurd")
    HELD = "held", _("wacht")
    """There was such a mail a moment ago: it goes with what comes until its time."""
    MERGED = "merged", _("samengevoegd")
    """A later mail about the same case said it too."""
    SKIPPED = "skipped", _("niet verstuurd")


class CaseNotice(models.Model):
    """One thing that happened to one case. It names a case, and nobody."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.UUIDField()
    case = models.UUIDField()
    main = models.CharField(max_length=1_000)
    """Address of the case: by it the messages about it are found."""
    number = models.CharField(_("zaaknummer"), max_length=100, blank=True, default="")
    """As people know it; empty where the case was not asked for."""
    mark = models.CharField(max_length=64)
    """A hash of the address of what happened: told twice, it is one."""
    what = models.CharField(_("wat"), max_length=10, choices=What.choices)
    name = models.CharField(max_length=500, blank=True, default="")
    """Of the step, or the kind of document."""
    happened_at = models.DateTimeField()
    """As the case system wrote it."""
    decided_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=30, choices=Why.choices, blank=True, default="")
    """Why nobody was told; empty where that was decided for each receiver."""

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("bericht over een zaak")
        verbose_name_plural = _("berichten over zaken")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "mark"], name="cases_notice_once"),
        ]
        indexes: ClassVar = [
            models.Index(Upper("number"), name="cases_notice_number"),
            models.Index(fields=["connection", "case"], name="cases_notice_case"),
            models.Index(fields=["decided_at"], name="cases_notice_old"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class CaseTelling(models.Model):
    """What was decided about telling one receiver by one channel, and what came of it."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(CaseNotice, on_delete=models.CASCADE, related_name="tellings")
    channel = models.CharField(max_length=4, choices=Channel.choices)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """None for who has no account here."""
    part = models.CharField(max_length=20)
    """Which part they have in the case: a word of `integrations.zgw`."""
    party = models.CharField(max_length=20)
    """What they are: a word of `integrations.zgw`."""
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.CharField(max_length=30, choices=Why.choices, blank=True, default="")
    demands_action = models.BooleanField(default=False, db_default=False)
    deadline = models.DateField(null=True, blank=True)
    """By when they have to react."""
    letter = EncryptedTextField(blank=True, default="", db_default="")
    """What a mail that is held will say; gone when it has left."""
    message = models.UUIDField(null=True, blank=True)
    """Key of the mail."""
    state = models.CharField(max_length=10, blank=True, default="", db_default="")
    """What became of the mail, in the words of `portal.core.mail`, once that is settled."""
    decided_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    """Until when it is held."""
    read_at = models.DateTimeField(null=True, blank=True)
    """When they saw on the website what it told."""

    class Meta:
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "channel", "user"],
                condition=models.Q(user__isnull=False),
                name="cases_telling_once",
            ),
            models.CheckConstraint(condition=sealed(or_empty=("letter",)), name="cases_telling_is_sealed"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-decided_at"], name="cases_telling_of_user"),
            models.Index(
                fields=["decided_at"],
                condition=models.Q(message__isnull=False, state=""),
                name="cases_telling_unsettled",
            ),
            models.Index(
                fields=["message"], condition=models.Q(message__isnull=False), name="cases_telling_mail"
            ),
            models.Index(
                fields=["decided_at"],
                condition=models.Q(channel="post", verdict="held"),
                name="cases_telling_letter",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def who(self) -> str:
        """Say which part they have in the case, and what they are; never who they are."""
        party = PARTIES.get(self.party)
        return (
            f"{PARTS.get(self.part, OTHERWISE)} ({party})" if party else str(PARTS.get(self.part, OTHERWISE))
        )
