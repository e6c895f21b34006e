"""Accounts with an address and a password: what is counted, sent and asked until somebody is in."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.fields import EncryptedTextField, sealed

from .identities import MARK
from .users import User


class Attempt(models.Model):
    """How often something was tried, and until when nothing more is; a row, so that it outlives Redis (I24).

    Of whom or what it counts only a keyed hash is kept.
    """

    subject = models.CharField(max_length=90, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)
    blocked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject.partition(":")[0]


class CodeChannel(models.TextChoices):
    """By which way a code is sent."""

    SMS = "sms", _("sms")
    MAIL = "mail", _("e-mail")


class SentCode(models.Model):
    """A code of six digits that was sent to somebody who is signing in; of the code a keyed hash is kept."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent_codes")
    channel = models.CharField(max_length=4, choices=CodeChannel.choices)
    mark = models.CharField(max_length=MARK)
    number = EncryptedTextField(blank=True, default="", db_default="")
    """Where a text message went: it becomes the account's when the code comes back (P-022)."""
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=sealed(or_empty=("number",)), name="accounts_sent_code_is_sealed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class LinkPurpose(models.TextChoices):
    """What a link in a letter is for."""

    REGISTER = "register", _("account maken")
    RESET = "reset", _("nieuw wachtwoord")
    PROOF = "proof", _("laten zien dat u het bent")


class MailedLinks(models.QuerySet["MailedLink"]):
    """Sets of links that read like a sentence."""

    def open(self) -> Self:
        """Keep what can still be followed."""
        return self.filter(used_at=None, ends_at__gt=timezone.now()).exclude(token_hash=None)


class MailedLink(models.Model):
    """That somebody asked for a letter with a link. Whether there is an account is looked up later, by a job:

    so the answer to who asks, and the time that it takes, cannot depend on it (attack I25).
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=8, choices=LinkPurpose.choices)
    email = EncryptedTextField()
    """For whom it was asked."""
    details = EncryptedTextField(blank=True, default="", db_default="")
    """What a new account is made of, as JSON."""
    password = models.CharField(max_length=128, blank=True, default="", db_default="")
    """Of a new account, hashed."""
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=MARK, unique=True, null=True, blank=True)
    """Of what stands in the letter; None while none was sent."""
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    handled_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = MailedLinks.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=sealed("email", or_empty=("details",)),
                name="accounts_mailed_link_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class ContactInvites(models.QuerySet["ContactInvite"]):
    """Sets of invitations to visitors that read like a sentence."""

    def open(self) -> Self:
        """Keep what can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())

    def expired(self) -> Self:
        """Keep what nobody accepted in time."""
        return self.filter(accepted_at=None, expires_at__lte=timezone.now())


class ContactInvite(models.Model):
    """That somebody invited a person to become a contact of theirs here (P-044 to P-047)."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inviter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contact_invites")
    first_name = models.CharField(_("voornaam"), max_length=150)
    last_name = models.CharField(_("achternaam"), max_length=150)
    email = models.EmailField(_("e-mailadres"))
    token_hash = models.CharField(max_length=MARK, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(db_index=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ContactInvites.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.uuid)
