"""For whom somebody acts, and for whom they may (P-266)."""

from datetime import timedelta
from typing import Final

from django.db import Error
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from integrations.identities import Basis
from portal.accounts.models import BranchChoice, IdentityKind, SignIn
from portal.accounts.queries import resolving
from portal.accounts.types import Choice
from portal.accounts.wording import GROUNDS
from portal.signed_in.types import Option, Person

from . import lasting

SOMEBODY: Final = _("iemand anders")
COMPANY: Final = _("uw organisatie")
TEMPLATE: Final = "signed_in/person.html"
SESSION: Final = "signed_in/session.html"
SALT: Final = "portal.signed_in.mark"


def options(request: HttpRequest) -> list[Option]:
    """List for whom somebody may act in this session."""
    return [_option(each) for each in resolving.choices(request)]


def person(request: HttpRequest) -> Person | None:
    """Answer what the frame of a page shows of whoever has signed in; None of visitors and of staff."""
    if not hasattr(request, "session") or not hasattr(request, "user"):
        return None  # it went wrong before anybody could be known
    try:
        row = resolving.sign_in_of(request)
        return None if row is None or row.user.is_staff else _person(request, row)
    except Error:  # a page that says so needs nothing of it
        return None


def _person(request: HttpRequest, row: SignIn) -> Person:
    now = timezone.now()
    seconds = lasting.left(request, row, now=now)
    found = resolving.choices(request)
    current = next((each for each in found if each.is_current and each.mandate), None)
    return Person(
        template=TEMPLATE,
        session_template=SESSION,
        seconds=seconds,
        until=now + timedelta(seconds=seconds),
        mark=salted_hmac(SALT, f"{row.session_key}", algorithm="sha256").hexdigest()[:16],
        acts_for=_name(current) if current else "",
        ground=_ground(current) if current else "",
        is_for_another=bool(current) and not _is_employee(row),
        branch=resolving.BRANCH.reveal(row) if row.branch else "",
        has_choice=len(found) > 1 or (bool(found) and not any(each.is_current for each in found)),
        has_branches=row.branch_choice in {BranchChoice.WHOLE, BranchChoice.BRANCH},
        may_be_oneself=bool(current) and any(each.mandate is None for each in found),
        here=request.get_full_path() if request.method == "GET" else "",
    )


def _is_employee(row: SignIn) -> bool:
    return getattr(getattr(row.user, "identity", None), "kind", "") == IdentityKind.EMPLOYEE


def _option(each: Choice) -> Option:
    value = str(each.mandate) if each.mandate else ""
    name = _name(each) if each.mandate else each.name
    return Option(value, name, _ground(each), each.ends_at, each.is_current)


def _name(each: Choice) -> str:
    return each.name or str(COMPANY if each.basis is Basis.EMPLOYMENT else SOMEBODY)


def _ground(each: Choice) -> str:
    return str(GROUNDS[each.basis]) if each.basis else ""
