"""Let in whom an identity provider has vouched for: find or make the account, and begin a session of its own."""

from typing import Final

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from integrations.identities import (
    Asserted,
    Basis,
    Level,
    RefusalReason,
    Representation,
    SignInRefusedError,
    SubjectKind,
)
from portal.accounts import backends, browsers, sealed
from portal.accounts.models import (
    ContactData,
    Door,
    DoorKind,
    Ending,
    Identity,
    IdentityKind,
    Mandate,
    Preferences,
    SignIn,
    User,
)
from portal.accounts.origins import origin_of
from portal.accounts.queries import marks, resolving
from tenants import audit
from tenants.audit import Actor
from tenants.sealing import Key

from . import acting, ending, keyring

IDLE: Final = 15 * 60
"""Seconds after which a citizen who does nothing is signed out (P-029; DigiD asks no more than this)."""
LONGEST: Final = 8 * 60 * 60
"""Seconds after which everybody is, whatever they do; the option `longest_session` of a door may lower it."""


MARKED: Final = "SELECT * FROM accounts_identity WHERE mark = %s"
OWNER: Final = "SELECT * FROM accounts_user WHERE id = %s"
"""As text: composing them with the ORM costs three times as much as running them, and each sign-in runs them."""


@transaction.atomic
def sign_in(
    request: HttpRequest, asserted: Asserted, *, door: Door, level: Level = Level.NONE, whom: str = ""
) -> SignIn:
    """Begin a session for whom a door lets in; whoever was signed in in this browser before is signed out.

    Nothing but our own database is asked: what registers know comes in the background (architecture I6).

    :param level: how sure a page wants it besides what the door asks.
    :param whom: the account that was to show it; if it is another, nobody is let in.
    :raises SignInRefusedError: when the door lets nobody of this kind in, or this account is closed.
    """
    kind = _kind(door, asserted)
    least = Level.NONE if door.kind == DoorKind.ORGANISATION else door.minimum_level
    if asserted.level < max(least, level):
        raise SignInRefusedError(RefusalReason.LEVEL, "level_too_low")
    if asserted.representation and resolving.is_past(asserted.representation.ends_at):
        raise SignInRefusedError(RefusalReason.NOT_ALLOWED, "mandate_over")
    key = keyring.ensure()
    if whom and not _is(whom, kind, asserted, key):
        raise SignInRefusedError(RefusalReason.SOMEBODY_ELSE, "other_account")
    user = account_of(kind, asserted, key)
    if not user.is_active:
        raise SignInRefusedError(RefusalReason.NOT_ALLOWED, "account_closed")
    if user.is_staff:  # whatever the public page shows is no way into the administration (P-018)
        raise SignInRefusedError(RefusalReason.NOT_ALLOWED, "account_of_staff")
    row = begin(request, user, door=door, asserted=asserted, key=key)
    if asserted.representation is not None:
        _represent(row, asserted.representation, key)
    for path in settings.PERSON_SIGNED_IN:
        import_string(path)(row)
    return row


@transaction.atomic(savepoint=False)
def begin(
    request: HttpRequest,
    user: User,
    *,
    door: Door | str,
    asserted: Asserted | None = None,
    key: Key | None = None,
) -> SignIn:
    """Begin a session for an account whose owner has shown who they are.

    It is a new one (attack I19): nothing goes along of what this browser's session held before, of somebody else or of
    the same person acting for another. Only what was carried over an expiry does, sealed for whom it is of.

    :param door: the door itself, or the name of one that is none of an identity provider.
    :param key: with which numbers are hashed, of who has read it.
    """
    slug = door.slug if isinstance(door, Door) else door
    before = resolving.sign_in_of(request)
    if before is not None:
        ending.end([before], Ending.REPLACED)
    carried = request.session.get(resolving.CARRIED)
    request.session.flush()
    login(request, user, backend=backends.PATH)
    if carried is not None:
        request.session[resolving.CARRIED] = carried
    _limit(request, _longest(door), is_staff=user.is_staff)
    row = SignIn(
        user=user,
        door=slug,
        issuer=asserted.issuer if asserted else "",
        level=asserted.level if asserted else 0,
        session_key=str(request.session.session_key),
        browser=browsers.named(request.headers.get("User-Agent", "")),
        has_second_factor=bool(asserted and asserted.has_second_factor),
    )
    if asserted:
        resolving.LOGOUT.encrypt(sealed.text_of(asserted.logout), row)
        key = key or keyring.ensure()
        row.name_mark = marks.of_name(slug, asserted.logout.name_id, key)
        row.session_mark = marks.of_name(slug, asserted.logout.session_index, key)
    row.save(force_insert=True)
    request.session[resolving.SESSION] = str(row.uuid)
    request.session.save()  # in one transaction: a sign-in without a session is taken for one that is over
    resolving.remember(request, row)
    audit.record(
        "accounts.came_in",
        by=Actor("staff" if user.is_staff else "person", str(user.uuid), origin_of(request)),
        details={"door": slug, "level": row.level},
    )
    return row


def _limit(request: HttpRequest, longest: int, *, is_staff: bool) -> None:
    """Have a session end after so many seconds at most; that of a citizen also after a while of nothing."""
    request.session[resolving.LIMIT] = int(timezone.now().timestamp()) + longest
    if not is_staff:
        request.session.set_expiry(min(IDLE, longest))


def _longest(door: Door | str) -> int:
    """Answer for how many seconds at most somebody stays who comes in by a door."""
    if isinstance(door, Door):
        options = door.options
    else:
        options = Door.objects.filter(slug=door).values_list("options", flat=True).first() or {}
    told = options.get("longest_session")
    return (
        min(told, LONGEST) if isinstance(told, int) and not isinstance(told, bool) and told > 0 else LONGEST
    )


def _kind(door: Door, asserted: Asserted) -> IdentityKind:
    """Tell what kind of account this is.

    :raises SignInRefusedError: when the door is not for whom was asserted.
    """
    who, told = asserted.acting, asserted.representation
    match door.kind:
        case DoorKind.DIGID if who.kind is SubjectKind.BSN or told:
            return IdentityKind.PERSON
        case DoorKind.EHERKENNING if told and _is_for_company(told):
            return IdentityKind.EMPLOYEE
        case DoorKind.EIDAS if told and told.basis is Basis.EMPLOYMENT:
            return IdentityKind.EMPLOYEE
        case DoorKind.EIDAS:
            return IdentityKind.PERSON if who.kind is SubjectKind.BSN else IdentityKind.FOREIGN
        case DoorKind.ORGANISATION if who.kind is SubjectKind.PSEUDONYM and not door.is_for_colleagues:
            return IdentityKind.COLLEAGUE
    raise SignInRefusedError(RefusalReason.NOT_ALLOWED, "subject_kind")


def _is_for_company(told: Representation) -> bool:
    """Tell whether somebody works for a company: for that one itself, or for whom it stands up."""
    return told.represented.kind in acting.COMPANIES or (
        told.basis is not Basis.EMPLOYMENT and bool(told.through)
    )


def _is(whom: str, kind: IdentityKind, asserted: Asserted, key: Key) -> bool:
    """Tell whether an account is that of who was asserted; none is made to find out."""
    mark = marks.of_account(kind, asserted, key)
    return Identity.objects.filter(mark=mark, user__uuid=whom).exists()


def account_of(kind: IdentityKind, asserted: Asserted, key: Key) -> User:
    """Find or make the account; of two sign-ins of somebody new that come at once, one makes it."""
    mark = marks.of_account(kind, asserted, key)
    found = next(iter(Identity.objects.raw(MARKED, [mark])), None)
    if found is None:
        return _made(kind, mark, asserted)
    (found.user,) = User.objects.raw(OWNER, [found.user_id])
    return found.user


def _made(kind: IdentityKind, mark: str, asserted: Asserted) -> User:
    told = asserted.profile
    user = User(first_name=told.given_name[:150], last_name=told.family_name[:150])
    user.set_unusable_password()
    user.save()
    identity = Identity(user=user, kind=kind, mark=mark, issuer=asserted.issuer[:500])
    resolving.SUBJECT.encrypt(sealed.text_of(asserted.acting), identity)
    Identity.objects.bulk_create([identity], ignore_conflicts=True)
    kept = Identity.objects.select_related("user").get(mark=mark)
    if kept.user_id != user.pk:
        user.delete()  # somebody was faster
        return kept.user
    ContactData.objects.create(user=user)
    Preferences.objects.create(user=user)
    return user


def _represent(row: SignIn, told: Representation, key: Key) -> None:
    """Note for whom they may act, and let them begin with that: it is what they chose at the provider."""
    mandate = Mandate(
        sign_in=row,
        basis=told.basis,
        represented_mark=marks.of_subject(told.represented, key),
        ends_at=told.ends_at,
    )
    resolving.REPRESENTED.encrypt(sealed.text_of(told), mandate)
    mandate.save(force_insert=True)
    row.mandate = mandate
    acting.decide_branch(row, told)
    row.save(update_fields=["mandate", *acting.BRANCH])


def touch(row: SignIn) -> None:
    """Note that somebody was seen now."""
    SignIn.objects.filter(pk=row.pk, ended_at=None).update(seen_at=timezone.now())
