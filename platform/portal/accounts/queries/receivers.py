"""Which accounts belong to whom another system names by a number: found by keyed hashes, and no number is kept.

An employee's account is found by the company that they signed in for, and by the branch that they chose there last.
Who stayed away for a while may not work there any more, and is not found. Neither is who acted for another person:
that they may is proven anew each time that they sign in, and holds until they leave.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.utils import timezone

from integrations.identities import Basis, Subject, SubjectKind
from portal.accounts.models import BranchChoice, Identity, IdentityKind, Mandate, Preferences, SignIn, User
from tenants.sealing import Key

from . import companies, marks, resolving

RECENT: Final = timedelta(days=90)
"""Since when an employee must have been here to be told of what is the company's."""
WHOLE: Final = frozenset({BranchChoice.NONE, BranchChoice.WHOLE})
"""What somebody chose who looks at all of the company."""
ONE: Final = frozenset({BranchChoice.BRANCH, BranchChoice.FIXED})


def of_person(bsn: str) -> list[User]:
    """Answer the account of a person: one, or none."""
    key = marks.key()
    if key is None or not bsn:
        return []
    mark = marks.of_person(Subject(SubjectKind.BSN, bsn), key)
    found = Identity.objects.filter(mark=mark, kind=IdentityKind.PERSON).select_related("user")
    return [each.user for each in found]


def of_company(*, kvk: str = "", rsin: str = "", asks_register: bool = False) -> list[User]:
    """Answer the accounts of those who looked at all of a company when they were last here for it.

    :param asks_register: whether an RSIN also stands for the number of the KVK that the register told of it.
    """
    found = _marks(kvk, rsin)
    if asks_register and rsin:
        found += companies.with_rsin(_marks("", rsin))
    last = _last_for(found)
    return [row.user for row in last if row.branch_choice in WHOLE]


def of_branch(branch: str, *, kvk: str = "") -> list[User]:
    """Answer the accounts of those who looked at one branch of a company when they were last here for it.

    :param kvk: number of the company; empty where nobody says it: there is one branch with a number.
    """
    if not branch:
        return []
    last = _last_for(_marks(kvk) if kvk else _companies_of(branch))
    return [row.user for row in last if row.branch_choice in ONE and resolving.BRANCH.reveal(row) == branch]


def wants(user: User, topic: str) -> bool:
    """Tell whether somebody wants mail about a topic, a field of `Preferences`; who never said so does."""
    row = Preferences.objects.filter(user=user).first()
    return row is None or bool(getattr(row, topic))


def _companies_of(branch: str) -> list[str]:
    """List the companies for which somebody looked at a branch: hashes of numbers of the KVK.

    Who came in by an RSIN sees nothing of a branch, and is told nothing of it either.
    """
    key = marks.key()
    if key is None:
        return []
    found = Mandate.objects.filter(
        sign_in__branch_mark=marks.of_branch(branch, key), sign_in__seen_at__gt=timezone.now() - RECENT
    )
    return [
        row.represented_mark
        for row in found.order_by("represented_mark", "pk").distinct("represented_mark")
        if resolving.representation_of(row).represented.kind is SubjectKind.KVK
    ]


def _marks(kvk: str, rsin: str = "") -> list[str]:
    key = marks.key()
    numbers = ((SubjectKind.KVK, kvk), (SubjectKind.RSIN, rsin))
    return [_mark(kind, number, key) for kind, number in numbers if number] if key else []


def _mark(kind: SubjectKind, number: str, key: Key) -> str:
    return marks.of_subject(Subject(kind, number), key)


def _last_for(companies: Iterable[str]) -> list[SignIn]:
    """List for each employee the last sign-in in which they were there for a company, the mandate still holding."""
    now = timezone.now()
    found = SignIn.objects.filter(
        mandate__represented_mark__in=list(companies),
        mandate__basis=Basis.EMPLOYMENT,
        user__identity__kind=IdentityKind.EMPLOYEE,
        seen_at__gt=now - RECENT,
    ).exclude(mandate__ends_at__lte=now)
    return list(found.select_related("user").order_by("user_id", "-at").distinct("user_id"))
