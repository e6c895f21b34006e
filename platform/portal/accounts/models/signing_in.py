"""Signing in: journeys that are under way, and what came of them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.fields import EncryptedTextField, sealed

from .identities import MARK
from .users import User


class JourneyPurpose(models.TextChoices):
    """What somebody went to an identity provider for."""

    SIGN_IN = "sign in", _("inloggen")
    SIGN_OUT = "sign out", _("uitloggen")


class Journey(models.Model):
    """That a browser went off to an identity provider: what comes back must fit, and counts once (I01, I04, I14).

    The request's own id is kept as a hash: who reads this table can finish nobody's journey.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.CharField(max_length=30)
    purpose = models.CharField(max_length=10, choices=JourneyPurpose.choices, default=JourneyPurpose.SIGN_IN)
    token_hash = models.CharField(max_length=MARK, unique=True)
    """Of the SAML request's id, or the OpenID state."""
    browser = models.CharField(max_length=MARK)
    """Hash of the session of the browser that began it."""
    secrets = EncryptedTextField(blank=True, default="", db_default="")
    """Request id, nonce and verifier, as JSON."""
    next = models.CharField(max_length=2_000, blank=True)
    """The path on this host to which it leads."""
    began_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=sealed(or_empty=("secrets",)), name="accounts_journey_is_sealed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Ending(models.TextChoices):
    """How a sign-in came to its end."""

    SIGNED_OUT = "signed out", _("uitgelogd")
    ELSEWHERE = "elsewhere", _("uitgelogd vanaf een ander apparaat")
    PROVIDER = "provider", _("uitgelogd bij de inlogdienst")
    EXPIRED = "expired", _("verlopen")
    REPLACED = "replaced", _("vervangen door een nieuwe keer inloggen")
    CLOSED = "closed", _("beëindigd door de gemeente")
    ERASED = "erased", _("profiel verwijderd")


class BranchChoice(models.TextChoices):
    """What was decided about the branches of a company (P-048 to P-050)."""

    NONE = "", _("niet van toepassing")
    OPEN = "open", _("nog te kiezen")
    WHOLE = "whole", _("het hele bedrijf")
    BRANCH = "branch", _("een vestiging")
    FIXED = "fixed", _("een vestiging, door de machtiging bepaald")


class SignIn(models.Model):
    """That somebody signed in: by which door, how sure it was, in which session, and until when."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    door = models.CharField(max_length=30)
    issuer = models.CharField(max_length=500, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    session_key = models.CharField(max_length=40, db_index=True)
    """Of the session that it lasts in; empty when that has ended."""
    browser = models.CharField(max_length=80, blank=True)
    """As people call it: Firefox op Windows."""
    at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    has_second_factor = models.BooleanField(default=False)
    logout = EncryptedTextField(blank=True, default="", db_default="")
    """What ending the session at the provider takes, as JSON."""
    name_mark = models.CharField(max_length=MARK, blank=True, db_index=True)
    """Keyed hash of what the provider calls them: by it the provider ends the session (I-193)."""
    session_mark = models.CharField(max_length=MARK, blank=True)
    """Keyed hash of what the provider calls its session."""
    mandate = models.ForeignKey(
        "accounts.Mandate", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """For whom they act now; None for themselves."""
    branch_choice = models.CharField(max_length=6, choices=BranchChoice.choices, blank=True, default="")
    branch = EncryptedTextField(blank=True, default="", db_default="")
    """The branch that was chosen, where one was."""
    branch_mark = models.CharField(max_length=MARK, blank=True, default="", db_default="")
    """Keyed hash of it: by it who looks at a branch is found where nobody says of which company it is."""

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [
            models.Index(fields=["user", "-at"], name="accounts_signin_of_user"),
            models.Index(
                fields=["branch_mark"], condition=~models.Q(branch_mark=""), name="accounts_signin_of_branch"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=sealed(or_empty=("logout", "branch")),
                name="accounts_signin_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Mandate(models.Model):
    """For whom somebody may act in one sign-in, exactly as it was asserted; it never gets wider (P-266)."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, related_name="mandates")
    basis = models.CharField(max_length=14)
    """A word of `integrations.identities.Basis`."""
    represented = EncryptedTextField()
    """The representation, as JSON."""
    represented_mark = models.CharField(max_length=MARK, db_index=True)
    """Keyed hash of whom it is for."""
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(condition=sealed("represented"), name="accounts_mandate_is_sealed"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
