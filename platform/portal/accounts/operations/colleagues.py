"""Let colleagues in by the sign-in of their own organisation (requirements P-017, P-034 and P-035; attack I17).

Who somebody is says the provider, by the name that it gives them: an account is known by issuer and subject, and never
by an address. An address alone links nobody to an account that is there; an invitation of the municipality does, once.
"""

from typing import Final

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from integrations.identities import Asserted, RefusalReason, SignInRefusedError, SubjectKind
from portal.accounts import sealed, services
from portal.accounts.models import (
    Door,
    Ending,
    Identity,
    IdentityKind,
    Invitation,
    SignIn,
    User,
    plain_address,
)
from portal.accounts.origins import origin_of
from portal.accounts.queries import colleagues, marks, resolving
from portal.accounts.roles import ROLES
from portal.accounts.staffing import Staffing
from tenants import audit
from tenants.audit import Actor

from . import ending, keyring, signing_in

OURS: Final = frozenset(role.id for role in ROLES)


def let_in(request: HttpRequest, asserted: Asserted, *, door: Door) -> SignIn:
    """Begin a session for a colleague, with the rights that they have now.

    What somebody has lost at the organisation is taken here, and stays taken when they are not let in for it.

    :raises SignInRefusedError: when they may not come in, or the door is not for colleagues.
    """
    staffing = services.staff_of(door)
    if asserted.acting.kind is not SubjectKind.PSEUDONYM or asserted.representation is not None:
        raise _refused("subject_kind")
    origin = origin_of(request)
    try:
        user = _account(asserted, staffing, origin=origin)
    except IntegrityError:  # of two sign-ins of somebody new one was faster, and by now they are known
        user = _account(asserted, staffing, origin=origin)
    if not _has_role(user, asserted, staffing, origin=origin):
        raise _refused("no_role")
    row = signing_in.begin(request, user, door=door, asserted=asserted)
    if asserted.has_second_factor:
        audit.record("accounts.verified", by=_by(user, origin), details={"door": door.slug})
    return row


@transaction.atomic
def _account(asserted: Asserted, staffing: Staffing, *, origin: str) -> User:
    """Find the account, link the one that was invited, or make one.

    :raises SignInRefusedError: when there is none for them.
    """
    mark = marks.of_account(IdentityKind.COLLEAGUE, asserted, keyring.ensure())
    known = Identity.objects.select_related("user").filter(mark=mark).first()
    address = _address(asserted)
    is_wanted = not staffing.roles or bool(staffing.granted(asserted.profile.groups))
    invited = _invitation(address) if is_wanted and asserted.profile.has_verified_email else None
    if known is not None:
        return _known(known.user, invited, staffing, origin)
    if not is_wanted:
        raise _refused("no_role")
    if invited is not None:
        return _linked(invited, mark, asserted, origin)
    return _made(mark, asserted, address, staffing)


def _known(user: User, invited: Invitation | None, staffing: Staffing, origin: str) -> User:
    """See whether somebody who came in before still may."""
    if not user.is_active:
        raise _refused("account_closed")
    if invited is not None and invited.user_id == user.pk:
        _accept(invited, user, origin)
    if not user.is_staff and not staffing.creates:
        raise _refused("not_invited")
    return user


def _address(asserted: Asserted) -> str:
    """Answer the address that the provider tells, as we keep it; empty where it is none."""
    try:
        return plain_address(asserted.profile.email)
    except ValidationError:
        return ""


def _invitation(address: str) -> Invitation | None:
    """Find what this municipality sent to an address and nobody has used yet."""
    found = Invitation.objects.open().select_for_update(of=("self",)).select_related("user")
    wanted = found.filter(user__email=address, user__is_active=True, user__is_staff=True)
    return wanted.first() if address else None


def _linked(invitation: Invitation, mark: str, asserted: Asserted, origin: str) -> User:
    """Make an invited account that of a colleague, and of nobody else who came in by it before."""
    user = invitation.user
    former = Identity.objects.filter(user=user)
    if former.exclude(kind=IdentityKind.COLLEAGUE).exists():
        raise _refused("account_of_person")
    if former.delete()[0]:
        ending.end_all_of(user, Ending.CLOSED)
    _know(user, mark, asserted)
    _accept(invitation, user, origin)
    return user


def _accept(invitation: Invitation, user: User, origin: str) -> None:
    """Use an invitation up, and any other that they were sent."""
    user.invitations.open().update(expires_at=timezone.now())
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record("accounts.linked", by=_by(user, origin), target=str(user.uuid))


def _made(mark: str, asserted: Asserted, address: str, staffing: Staffing) -> User:
    """Make an account for somebody whom a group of the organisation lets in.

    :raises SignInRefusedError: when none does, or the address is that of an account that is not theirs.
    """
    told = asserted.profile
    if not staffing.creates or not staffing.granted(told.groups):
        raise _refused("not_invited")
    if address and User.objects.filter(email=address).exists():
        raise _refused("address_of_other")
    user = User.objects.create(
        email=address if told.has_verified_email else None,
        first_name=told.given_name[:150],
        last_name=told.family_name[:150],
        password=make_password(None),
        is_staff=True,
    )
    _know(user, mark, asserted)
    return user


def _know(user: User, mark: str, asserted: Asserted) -> None:
    identity = Identity(user=user, kind=IdentityKind.COLLEAGUE, mark=mark, issuer=asserted.issuer[:500])
    resolving.SUBJECT.encrypt(sealed.text_of(asserted.acting), identity)
    identity.save(force_insert=True)


@transaction.atomic
def _has_role(user: User, asserted: Asserted, staffing: Staffing, *, origin: str) -> bool:
    """Give somebody the roles of their groups, and no others; answers whether there are any.

    Where groups give no roles, those count that an administrator has given here.
    """
    had = frozenset(user.groups.values_list("pk", flat=True))
    has = staffing.granted(asserted.profile.groups) if staffing.roles else had & OURS
    if has != had:
        user.groups.set(has)
        audit.record(
            "accounts.roles_changed",
            by=_by(user, origin),
            target=str(user.uuid),
            before={"roles": colleagues.names_of(had)},
            after={"roles": colleagues.names_of(has)},
        )
    if not has and user.is_staff:
        _send_away(user)
    elif has:
        _make_staff(user)
    return bool(has)


def _make_staff(user: User) -> None:
    """Let somebody administer; sessions of before, by a door that gives no such rights, do not grow into it."""
    if not user.is_staff:
        ending.end_all_of(user, Ending.CLOSED)
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def _send_away(user: User) -> None:
    """Take all rights: another password that nobody can give ends sessions that were begun with one too."""
    user.is_staff = False
    user.set_unusable_password()
    user.save(update_fields=["is_staff", "password"])
    ending.end_all_of(user, Ending.CLOSED)


def _by(user: User, origin: str) -> Actor:
    return Actor("staff", str(user.uuid), origin)


def _refused(code: str) -> SignInRefusedError:
    return SignInRefusedError(RefusalReason.NOT_ALLOWED, code)
