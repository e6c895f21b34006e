"""Have the register asked for the RSIN of a company that somebody came in for: news may name it by nothing else."""

import datetime
import uuid
from typing import Final

from django.utils import timezone

from integrations import sources
from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.identities import Basis, SubjectKind
from integrations.notifications.types import FEATURE as NEWS
from integrations.outcomes import Kind
from integrations.zgw.queries import telling
from integrations.zgw.types.parties import Applicant
from portal.accounts.models import BranchChoice, Mandate, SignIn
from portal.accounts.operations import companies as known
from portal.accounts.queries import companies as kept
from portal.accounts.queries import resolving
from portal.cases.queries import asking, companies
from portal.cases.types import FEATURE, KNOWING
from tenants import features, processing, schedule

JOB: Final = f"{FEATURE}.know_company"
RSIN: Final = "rsin"
BUDGET: Final = 8.0
LATER: Final = datetime.timedelta(minutes=15)
LONGEST: Final = datetime.timedelta(days=1)
"""For how long a register that is silent is asked again after somebody signed in."""


def signed_in(row: SignIn) -> None:
    """Note that the register is to be asked, for who is of a company of which it told nothing of late.

    Nothing leaves here: it is in the transaction of the sign-in, and asks our own database alone (architecture I6).
    """
    mandate = row.mandate
    if mandate is None or mandate.basis != Basis.EMPLOYMENT or row.branch_choice == BranchChoice.FIXED:
        return  # who may look at one branch alone is found by the number of that
    is_told_news = features.is_on(FEATURE) and features.is_on(NEWS)
    if is_told_news and _number_of(mandate) and not kept.is_known(mandate.represented_mark):
        schedule.enqueue(JOB, row.pk)


def know_company(key: str) -> None:
    """Ask it where some case system knows companies by their RSIN, and keep what it tells, hashed.

    :raises schedule.Later: when it gave no answer, and somebody signed in less than a day ago.
    """
    row = SignIn.objects.filter(pk=uuid.UUID(key)).select_related("mandate", "user").first()
    if row is None or row.mandate is None or kept.is_known(row.mandate.represented_mark):
        return
    number = _number_of(row.mandate)
    question = companies.rsin_of(Applicant.company(kvk=number)) if number and _is_needed() else None
    if question is None:
        return
    by = processing.By(processing.Kind.SYSTEM, JOB)
    with processing.about(KNOWING, person=row.user.uuid, by=by):
        outcome = sources.gather({RSIN: question}, budget=BUDGET)[RSIN]
    if outcome.value is not None or outcome.kind is Kind.NOT_FOUND:
        known.note(kvk=number, rsin=outcome.value or "")
    elif timezone.now() - row.at < LONGEST:
        raise schedule.Later(LATER)


def _number_of(mandate: Mandate) -> str:
    """Answer the number of the KVK that somebody came in for; empty where it was another."""
    told = resolving.representation_of(mandate).represented
    return told.value if told.kind is SubjectKind.KVK else ""


def _is_needed() -> bool:
    options = asking.options_of(asking.settings())
    return any(telling.is_by_rsin(each, options) for each in connections.accesses(System.CASE_SYSTEM))
