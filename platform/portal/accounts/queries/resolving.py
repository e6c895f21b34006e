"""Answer who asks and whose it is, from the session: the one identity resolver (M-11)."""

import uuid
from datetime import datetime
from typing import Final

from django.contrib.auth import SESSION_KEY
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from integrations.identities import Level, LogoutHandle, Representation, Subject
from portal.accounts import sealed
from portal.accounts.models import BranchChoice, Identity, IdentityKind, Mandate, SignIn, User
from portal.accounts.types import Acting, Choice, Whose
from tenants.fields import EncryptedTextField

SESSION: Final = "sign_in"
"""Under which a session names its sign-in."""
LIMIT: Final = "sign_in_limit"
"""Under which a session holds when it ends whatever somebody does: seconds since 1970."""
CARRIED: Final = "carried"
"""Under which a session holds, sealed, what somebody sent when theirs had expired."""
MEMO: Final = "_whose"
ROW: Final = "_sign_in"
MANDATED: Final = "mandated"
"""Under which a sign-in that was read holds how many mandates it has."""
RELATED: Final = (
    "user",
    "user__identity",
    "user__contact",
    "user__preferences",
    "user__registered",
    "mandate",
)
"""What a page of who has signed in nearly always asks for: read along with the sign-in, at no question more."""
SUBJECT: EncryptedTextField = Identity._meta.get_field("subject")
REPRESENTED: EncryptedTextField = Mandate._meta.get_field("represented")
BRANCH: EncryptedTextField = SignIn._meta.get_field("branch")
LOGOUT: EncryptedTextField = SignIn._meta.get_field("logout")


def whose(request: HttpRequest) -> Whose | None:
    """Answer for whom a request is; None for visitors, staff and sessions whose sign-in has ended.

    Once read it stays with the request; an operation that changes it calls `forget`.
    """
    if not hasattr(request, MEMO):
        setattr(request, MEMO, _read(request))
    found: Whose | None = getattr(request, MEMO)
    return found


def forget(request: HttpRequest) -> None:
    """Have the next question read it anew."""
    for name in (MEMO, ROW):
        if hasattr(request, name):
            delattr(request, name)


def remember(request: HttpRequest, row: SignIn) -> None:
    """Have a sign-in that was made in this request be the one that its session lasts by."""
    forget(request)
    setattr(request, ROW, row)


def sign_in_of(request: HttpRequest) -> SignIn | None:
    """Find the sign-in that a request's session lasts by; it lasts in one session, and in no copy of it.

    Once found it stays with the request, as what `whose` answers does.
    """
    if not hasattr(request, ROW):
        setattr(request, ROW, _row_of(request))
    found: SignIn | None = getattr(request, ROW)
    return found


def by_session(request: HttpRequest) -> SignIn | None:
    """Find the sign-in that a session names, with its user: one query. Whether it is good, who reads the user tells."""
    named, user = request.session.get(SESSION), request.session.get(SESSION_KEY)
    return _lasting(request, str(named), user=int(user)) if named and user else None


def _row_of(request: HttpRequest) -> SignIn | None:
    named = request.session.get(SESSION)
    if not named or not request.user.is_authenticated:
        return None
    if hasattr(request, ROW):  # whoever reads the user finds the sign-in along with it
        found: SignIn | None = getattr(request, ROW)
        return found
    return _lasting(request, str(named), user=int(request.user.pk))


def _lasting(request: HttpRequest, named: str, *, user: int) -> SignIn | None:
    found = _all_of_it().filter(
        uuid=uuid.UUID(named), user=user, session_key=request.session.session_key, ended_at=None
    )
    return found.first()


def _all_of_it() -> "QuerySet[SignIn]":
    mandates = Mandate.objects.filter(sign_in=OuterRef("pk")).order_by().values("sign_in")
    number = Coalesce(Subquery(mandates.annotate(number=Count("pk")).values("number")), 0)
    return SignIn.objects.select_related(*RELATED).annotate(**{MANDATED: number}).order_by()


def choices(request: HttpRequest) -> list[Choice]:
    """List for whom somebody may act in this session; one entry or none means that there is nothing to choose."""
    row = sign_in_of(request)
    if row is None:
        return []
    mandates = [each for each in _mandates(row) if not is_past(each.ends_at)]
    own = [_oneself(row)] if _may_be_oneself(row) else []
    return own + [_choice(each, is_current=each.uuid == row.mandate_id) for each in mandates]


def subject_of(user: User) -> Subject | None:
    """Answer the number of an account's owner; None for an account without one."""
    identity = getattr(user, "identity", None)
    return sealed.read(Subject, SUBJECT.reveal(identity)) if identity else None


def representation_of(mandate: Mandate) -> Representation:
    """Answer what was asserted of a mandate."""
    return sealed.read(Representation, REPRESENTED.reveal(mandate))


def is_past(ends_at: datetime | None) -> bool:
    """Tell whether a mandate has come to its end."""
    return ends_at is not None and ends_at <= timezone.now()


def handle_of(row: SignIn) -> LogoutHandle:
    """Answer what ending the session at the provider takes."""
    text = LOGOUT.reveal(row)
    return sealed.read(LogoutHandle, text) if text else LogoutHandle()


def _mandates(row: SignIn) -> list[Mandate]:
    """List them, without asking where they were read along: those of nobody, or just the one that is acted by."""
    number = getattr(row, MANDATED, None)
    if number == 0:
        return []
    return [row.mandate] if number == 1 and row.mandate else list(row.mandates.all())


def _read(request: HttpRequest) -> Whose | None:
    row = sign_in_of(request)
    if row is None or row.user.is_staff or (row.mandate and is_past(row.mandate.ends_at)):
        return None
    own = subject_of(row.user)
    representation = representation_of(row.mandate) if row.mandate else None
    return Whose(
        user=row.user.uuid,
        sign_in=row.uuid,
        door=row.door,
        level=Level(row.level),
        self=own,
        subject=representation.represented if representation else own,
        acting=_acting(row.mandate, representation) if row.mandate and representation else None,
        branch=BRANCH.reveal(row) if row.branch_choice in {BranchChoice.BRANCH, BranchChoice.FIXED} else "",
        must_choose_branch=row.branch_choice == BranchChoice.OPEN,
    )


def _acting(mandate: Mandate, told: Representation) -> Acting:
    return Acting(mandate.uuid, told.basis, told.services, told.through, told.ends_at, told.name)


def _oneself(row: SignIn) -> Choice:
    return Choice(None, row.user.get_full_name(), row.mandate_id is None)


def _choice(mandate: Mandate, *, is_current: bool) -> Choice:
    told = representation_of(mandate)
    return Choice(mandate.uuid, told.name, is_current, told.basis, told.ends_at)


def _may_be_oneself(row: SignIn) -> bool:
    """Tell whether somebody may also act for themselves: who is there for a company never may."""
    identity: Identity | None = getattr(row.user, "identity", None)
    return identity is None or identity.kind != IdentityKind.EMPLOYEE
