"""What owners do with the accounts of other operators (C-002).

Nobody does any of it to himself, and whoever does it must still be an owner once the rows are locked. So
whatever two owners do to each other at once, one of them is left.
"""

import secrets
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from provisioning.console import mailing
from provisioning.console.models import ConsoleSession, Invitation, Operator, OrganisationIdentity
from provisioning.console.origins import console_origin
from provisioning.console.types import Role
from tenants import audit
from tenants.audit import Actor

GOOD_FOR = timedelta(days=3)
"""How long a link of an invitation works."""


class RefusedError(RuntimeError):
    """Raised when something may not be done to an operator; says why, in Dutch."""


@transaction.atomic
def invite(*, email: str, name: str, role: Role, owner: Operator, by: Actor) -> Operator:
    """Make an account that nobody can sign in to yet; a worker mails the link.

    :raises RefusedError: when there is such an account.
    """
    _locked(owner, None)
    address = email.strip().lower()
    if Operator.objects.filter(email=address).exists():
        raise RefusedError(_("Er is al een account met dit e-mailadres."))
    operator = Operator(email=address, name=name, role=role.value)
    operator.set_unusable_password()
    operator.save()
    audit.record("operator.invited", by=by, target=address, details={"role": role.value})
    _mail_a_link(operator)
    return operator


@transaction.atomic
def invite_again(*, operator: uuid.UUID, owner: Operator, by: Actor) -> Operator:
    """Make another link for somebody who did not use his; the one before no longer works.

    :raises RefusedError: when the account is in use, or shut out.
    """
    found = _locked(owner, operator)
    if found.has_usable_password() or not found.is_active or _is_linked(found):
        raise RefusedError(_("Deze persoon heeft geen uitnodiging nodig."))
    audit.record("operator.invited", by=by, target=found.email, details={"again": True})
    _mail_a_link(found)
    return found


@transaction.atomic
def change_role(*, operator: uuid.UUID, role: Role, was: str, owner: Operator, by: Actor) -> Operator:
    """Give somebody another role, from his next click on.

    :param was: the role that the owner saw.
    :raises RefusedError: also when it is no longer that role.
    """
    found = _locked(owner, operator)
    if _is_linked(found):
        raise RefusedError(
            _("De rol van deze persoon komt uit de groepen van uw organisatie. Wijzig hem daar.")
        )
    if found.role != was:
        raise RefusedError(_("Iemand anders wijzigde deze rol intussen. Kijk hieronder hoe het nu is."))
    Operator.objects.filter(pk=found.pk).update(role=role.value)
    details = {"before": found.role, "after": role.value}
    audit.record("operator.role_changed", by=by, target=found.email, details=details)
    return found


@transaction.atomic
def shut_out(*, operator: uuid.UUID, owner: Operator, by: Actor) -> Operator:
    """Let somebody in no longer; where he is signed in, that ends at once."""
    found = _locked(owner, operator)
    Operator.objects.filter(pk=found.pk).update(is_active=False)
    found.invitations.all().delete()
    ended = _end_sessions(found)
    audit.record("operator.shut_out", by=by, target=found.email, details={"sessions": ended})
    return found


@transaction.atomic
def admit_again(*, operator: uuid.UUID, owner: Operator, by: Actor) -> Operator:
    """Let somebody in again, with the password and second factor that he had."""
    found = _locked(owner, operator)
    Operator.objects.filter(pk=found.pk).update(is_active=True)
    audit.record("operator.admitted_again", by=by, target=found.email)
    return found


@transaction.atomic
def reset_second_factor(*, operator: uuid.UUID, owner: Operator, by: Actor) -> Operator:
    """Take away all that somebody signs in with; a worker mails the link to set it anew.

    The password goes as well: else whoever knows it could set up a second factor of his own.

    :raises RefusedError: when he is shut out.
    """
    found = _locked(owner, operator)
    if not found.is_active:
        raise RefusedError(_("Deze persoon is geblokkeerd. Laat hem eerst weer toe."))
    for belongings in (found.devices, found.passkeys, found.recovery_codes):
        belongings.all().delete()
    OrganisationIdentity.objects.filter(operator=found).delete()
    found.set_unusable_password()
    found.is_admitted = True
    found.save(update_fields=["password", "is_admitted"])
    ended = _end_sessions(found)
    audit.record("operator.second_factor_reset", by=by, target=found.email, details={"sessions": ended})
    _mail_a_link(found, anew=True)
    return found


def invited_by(secret: str) -> Operator | None:
    """Answer whose link this is, if it still works."""
    return invited_operator(_digest(secret))


def invited_operator(digest: str) -> Operator | None:
    """Answer whose link it is of which this is the digest, if it still works."""
    now = timezone.now()
    found = Invitation.objects.filter(digest=digest, expires_at__gt=now, operator__is_active=True)
    invitation = found.select_related("operator").first()
    return invitation.operator if invitation else None


@transaction.atomic
def accept_invitation(*, secret: str, password: str, origin: str) -> Operator | None:
    """Set the password of whoever was invited, once; nobody when the link no longer works."""
    operator = invited_by(secret)
    spent, _kinds = Invitation.objects.filter(digest=_digest(secret)).delete()
    if operator is None or not spent:
        return None
    operator.set_password(password)
    operator.save(update_fields=["password"])
    by = Actor("operator", operator.email, origin)
    audit.record("operator.invitation_accepted", by=by, target=operator.email)
    return operator


def forget_invitations() -> int:
    """Forget the links that no longer work; answers how many."""
    return Invitation.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def _locked(owner: Operator, operator: uuid.UUID | None) -> Operator:
    """Lock the owners and whoever it is about, in one order; answers the latter, or the owner himself."""
    wanted = Q(role=Role.OWNER.value) | Q(uuid=operator)
    rows = list(Operator.objects.select_for_update(no_key=True).filter(wanted).order_by("pk"))
    mine = next((row for row in rows if row.pk == owner.pk), None)
    if mine is None or not mine.may(Role.OWNER):
        raise RefusedError(_("U bent geen eigenaar meer. Er is niets gewijzigd."))
    if operator is None:
        return mine
    if operator == mine.uuid:
        raise RefusedError(_("Dit kan niet met uw eigen account. Vraag een andere eigenaar."))
    found = next((row for row in rows if row.uuid == operator), None)
    if found is None:
        raise Operator.DoesNotExist
    return found


def _is_linked(operator: Operator) -> bool:
    return OrganisationIdentity.objects.filter(operator=operator).exists()


def _end_sessions(operator: Operator) -> int:
    ended, _kinds = ConsoleSession.objects.filter(operator=operator).delete()
    return ended


def _mail_a_link(operator: Operator, *, anew: bool = False) -> None:
    """Make a link, the only one that works, and have it mailed; the secret is kept nowhere else."""
    operator.invitations.all().delete()
    secret = secrets.token_urlsafe(32)
    expires_at = timezone.now() + GOOD_FOR
    made = Invitation.objects.create(
        operator=operator, digest=_digest(secret), expires_at=expires_at, anew=anew
    )
    mailing.seal(made, f"{console_origin()}{reverse('console:invitation', args=[secret])}")


def digest_of(secret: str) -> str:
    """Answer what a link is known by."""
    return _digest(secret)


def _digest(secret: str) -> str:
    return salted_hmac("console.invitation", secret, algorithm="sha256").hexdigest()
