"""Operators and what belongs to them. All of it lives in `public`, none of it knows a tenant's users."""

import uuid
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone

from .types import JourneyPurpose, Role


class Operator(AbstractBaseUser):
    """Somebody who runs municipalities; never a citizen or an editor (C-001)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=120)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    is_active = models.BooleanField(default=True)
    is_admitted = models.BooleanField(default=True, db_default=True)
    """False once the organisation by which he signs in put him in no group with a role; another sign-in settles it."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name", "role"]
    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="console_operator_email_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="console_operator_role"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, role: Role) -> bool:
        """Tell whether this operator may do what asks for a role."""
        return self.is_active and self.is_admitted and Role(self.role).includes(role)


class OrganisationIdentity(models.Model):
    """What the provider of an organisation calls an operator; then he has no password here."""

    operator = models.OneToOneField(Operator, on_delete=models.CASCADE, related_name="organisation")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=512)
    """A name that means nothing elsewhere (`sub`); an e-mail address is never what somebody is known by."""
    linked_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="console_organisation_identity_once")
        ]

    def __str__(self) -> str:
        return f"{self.operator_id} {self.issuer}"


class OrganisationJourney(models.Model):
    """That a browser went off to the provider of an organisation; what it comes back with counts once."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=20, choices=[(each.value, each.value) for each in JourneyPurpose])
    issuer = models.CharField(max_length=500)
    state = models.CharField(max_length=64, unique=True)
    """A keyed digest, as `browser`, `origin` and `invitation` are."""
    browser = models.CharField(max_length=64)
    """Of the cookie that it was begun with."""
    origin = models.CharField(max_length=64)
    """Of the network address: from one not too many are begun."""
    sealed = models.BinaryField(null=True)
    """Nonce and verifier until it comes back, then what the provider said until that is used: bound to this row."""
    next = models.CharField(max_length=500, blank=True)
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, null=True, related_name="+")
    """Who proves again that it is he, and in which session."""
    session = models.CharField(max_length=36, blank=True)
    invitation = models.CharField(max_length=64, blank=True)
    began_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["origin", "began_at"], name="console_journey_origin")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.began_at:%Y-%m-%d}"


class OperatorDevice(models.Model):
    """An app on a telephone that shows six digits; counts once it has shown the right ones."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=60)
    secret = models.BinaryField()
    """Sealed under the key-encryption key, bound to this row (`sealing`)."""
    last_step = models.BigIntegerField(default=0)
    """The time step of the last code that was accepted: no code of it or before it counts again."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class Passkey(models.Model):
    """A key pair in an operator's telephone, computer or security key (WebAuthn); we know the public half."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential = models.BinaryField(unique=True)
    """By what its holder calls it."""
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    """How often it says that it was used; one that counts back was copied."""
    spent = models.CharField(max_length=64, blank=True)
    """A digest of the last challenge that it answered: of two requests with one answer only one counts."""
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link that went by mail, with which an operator sets password and second factor, once."""

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sealed = models.BinaryField(null=True)
    """The link, sealed and bound to this row, until the mail has left (`mailing`)."""
    anew = models.BooleanField(default=False, db_default=False)
    """He had an account, and what he signed in with was taken away."""
    mail_attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Counts the takings too: whoever was overtaken settles nothing."""
    mail_due_at = models.DateTimeField(default=timezone.now, db_default=Now())
    mail_failed_at = models.DateTimeField(null=True, blank=True)
    """When it was given up; then nobody has the link."""

    def __str__(self) -> str:
        return f"{self.operator_id} {self.expires_at:%Y-%m-%d}"


class OpeningDraft(models.Model):
    """What an operator filled in so far of a municipality that is to be opened (C-020)."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Operator, on_delete=models.SET_NULL, null=True, related_name="drafts")
    values = models.JSONField(default=dict)
    """By field, as typed: what is wrong with it is said when somebody looks, as that changes meanwhile."""
    operation = models.UUIDField(null=True, blank=True)
    """The opening that it was used for; then nothing is left of what was typed but the profile."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["operation"], name="console_draft_operation")]

    def __str__(self) -> str:
        return str(self.values.get("name", ""))


class RecoveryCode(models.Model):
    """A code on paper that stands in for the telephone, once."""

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operator", "digest"], name="console_recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.operator_id} {self.created_at:%Y-%m-%d}"


class ConsoleSession(AbstractBaseSession):
    """A session of the console, so that an operator sees where he is signed in and can end it there."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Names the session on pages: the key itself is never shown."""
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, null=True, related_name="sessions")
    origin = models.CharField(max_length=60, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    provider_session = models.CharField(max_length=64, blank=True, default="", db_default="", db_index=True)
    """A keyed digest of the session at the organisation in which it began: that one's end ends it here."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Name the engine that keeps these sessions."""
        from .sessions import SessionStore

        return SessionStore


class SignInAttempt(models.Model):
    """How often signing in failed lately, for an account or an address, and until when nothing is tried.

    In the database and not in a cache, so that it holds with Redis away.
    """

    subject = models.CharField(max_length=80, unique=True)
    """`account:` or `address:` and a keyed digest: nobody's address is kept for having mistyped it."""
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(default=timezone.now)
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.subject
