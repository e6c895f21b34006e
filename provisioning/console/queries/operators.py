"""The operators, as owners see them."""

import uuid
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from provisioning.console.models import Invitation, Operator, OperatorDevice, OrganisationIdentity, Passkey
from provisioning.console.types import Role


def everybody() -> "QuerySet[Operator]":
    """List all operators: those who may come in first, by role and name."""
    return _told().order_by("-is_active", "name", "email")


def one(identity: uuid.UUID) -> Operator:
    """Answer one operator.

    :raises Operator.DoesNotExist: when there is none.
    """
    return _told().get(uuid=identity)


def roles() -> Sequence[Role]:
    """List the roles, the one that may most first."""
    return list(reversed(Role))


def _told() -> "QuerySet[Operator]":
    of_operator = {"operator": OuterRef("pk")}
    mailing = Invitation.objects.filter(expires_at__gt=timezone.now(), **of_operator)
    return Operator.objects.annotate(
        mail_waits=Exists(mailing.filter(sealed__isnull=False)),
        mail_failed=Exists(mailing.filter(mail_failed_at__isnull=False)),
        has_device=Exists(OperatorDevice.objects.filter(confirmed_at__isnull=False, **of_operator)),
        has_passkey=Exists(Passkey.objects.filter(**of_operator)),
        is_linked=Exists(OrganisationIdentity.objects.filter(**of_operator)),
        is_invited=Exists(Invitation.objects.filter(expires_at__gt=timezone.now(), **of_operator)),
    )
