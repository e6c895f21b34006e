"""Accounts of a municipality, and invitations for its staff."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar, Final, Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, validate_email
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SESSION: Final = "portal.accounts.session"


def plain_address(address: str) -> str:
    """Answer an e-mail address as it is kept: in lower case, and in plain letters, as others look like them.

    :raises ValidationError: when it is no address, or holds a letter of another alphabet (attack W22).
    """
    plain = address.strip().lower()
    if not plain.isascii():
        raise ValidationError(EmailValidator.message, code="invalid")
    validate_email(plain)
    return plain


class Users(BaseUserManager["User"]):
    """Find staff by e-mail address, in whatever case it is typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the member of staff with this address: at their door nobody else is known, whatever the password is.

        Citizens with a password have a door of their own (`operations.passwords`).
        """
        return self.get(email=(username or "").strip().lower(), is_staff=True)


class User(AbstractUser):
    """A person who can sign in at one municipality.

    The address is how staff signs in; who signs in some other way may have none. There is no superuser in a
    tenant: what somebody may do says a role.
    """

    username = None  # type: ignore[assignment]  # the address takes its place
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True, null=True, blank=True)  # type: ignore[assignment]
    """With which staff and who has a password here sign in; where others are reached says `ContactData`."""
    infix = models.CharField(_("tussenvoegsel"), max_length=64, blank=True, default="", db_default="")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When it was seen that a colleague has no access any more; a year later nobody knows who it was."""
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When it was seen that they had it again."""
    # Their tables are in `public`: no constraint, as triggers there would make tenants wait for each other (T6).
    groups = models.ManyToManyField(  # type: ignore[assignment]
        Group, verbose_name=_("rollen"), blank=True, related_name="user_set", db_constraint=False
    )
    user_permissions = models.ManyToManyField(  # type: ignore[assignment]
        Permission, verbose_name=_("losse rechten"), blank=True, related_name="user_set", db_constraint=False
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = Users()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("medewerker")
        verbose_name_plural = _("medewerkers")
        ordering: ClassVar = ["last_name", "first_name", "email"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_user_email_lower"
            ),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="accounts_user_no_superuser"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email or str(self.uuid)

    def get_full_name(self) -> str:
        """Answer first name, infix and last name, as far as they are known."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the address in lower case."""
        self.email = self.email.strip().lower() if self.email else None
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        """Answer what ends a person's sessions when the password changes; the secret key has no say in it.

        Django makes its own with that key. When the key is changed, the first of two requests that come at once would
        give the session another number, and the second, with the number of before, would be signed out (attack W25).
        """
        return salted_hmac(SESSION, self.password, SESSION, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Believe what stands in sessions that were made with the secret key."""
        yield super().get_session_auth_hash()
        yield from super().get_session_auth_fallback_hash()

    @classmethod
    def normalize_username(cls, username: Any) -> Any:
        """Compare addresses without regard to case; somebody may have none."""
        return super().normalize_username(username).strip().lower() if username else username


class PutAway(models.Model):
    """That somebody has read an announcement of the platform, and wants to see it no more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="put_away")
    announcement = models.UUIDField()
    put_away_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "announcement"], name="accounts_put_away_once")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.announcement)


class Invitations(models.QuerySet["Invitation"]):
    """Sets of invitations that read like a sentence."""

    def open(self) -> Self:
        """Keep what can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A letter that lets somebody choose a password once. Of its token only a hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = Invitations.as_manager()

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")

    def __str__(self) -> str:
        return str(self.user)
