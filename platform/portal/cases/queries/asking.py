"""Whose cases are asked for, where, and how the municipality wants them shown."""

from django.http import HttpRequest

from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.zgw.types import Confidentiality
from integrations.zgw.types.options import STRICTEST, CompanyBy, Options
from integrations.zgw.types.parties import Applicant, Part
from portal.accounts.queries import whose
from portal.accounts.types import Whose
from portal.cases.kinds import Kind
from portal.cases.models import CaseSettings
from portal.cases.types import Asker, CaseSystem, Without

from . import companies


def settings() -> CaseSettings:
    """Answer what the municipality set; the defaults where it set nothing."""
    return CaseSettings.objects.filter(pk=1).first() or CaseSettings()


def options_of(chosen: CaseSettings) -> Options:
    """Answer how cases are asked for and shown."""
    return Options(
        max_confidentiality=Confidentiality(chosen.max_confidentiality),
        max_document_confidentiality=Confidentiality(chosen.max_document_confidentiality),
        parts=parts_of(chosen),
        company_by=CompanyBy(chosen.company_by) if chosen.company_by else None,
        shows_without_status=chosen.shows_without_status,
        titled_by_case=chosen.is_titled_by_case,
    )


def parts_of(chosen: CaseSettings) -> tuple[Part, ...]:
    """List with which part in a case somebody may see it: who asked for it, and whom the municipality adds (I-073)."""
    more = {
        Part.INTERESTED: chosen.interested_may_look,
        Part.CONTACT: chosen.contacts_may_look,
        Part.ADVISER: chosen.advisers_may_look,
    }
    return (*STRICTEST.parts, *(part for part, may_look in more.items() if may_look))


def takes_questions(kind: Kind, chosen: CaseSettings) -> bool:
    """Tell whether questions may be asked about cases of a kind: somebody wanted that, and somebody gets them."""
    return kind.question_enabled and bool(chosen.questions_to)


def asker(request: HttpRequest, chosen: CaseSettings) -> Asker | Without:
    """Answer whose cases a request is about: of whom they act for, where they act for somebody."""
    found = whose(request)
    if found is None:
        return Without.STAFF
    if found.must_choose_branch:
        return Without.BRANCH_OPEN
    applicant = _applicant(found)
    if applicant is None:
        return Without.NO_NUMBER
    return Asker(applicant, str(request.user.pk), options_of(chosen), companies.rsin_of(applicant))


def systems() -> list[CaseSystem]:
    """List the case systems of this municipality, also those that are not used now: these show as a gap."""
    ways = connections.ways_to(System.CASE_SYSTEM)
    return [CaseSystem(each.key, each.name, each.access) for each in ways]


def _applicant(found: Whose) -> Applicant | None:
    if found.bsn:
        return Applicant.person(found.bsn)
    if found.branch and found.kvk:
        return Applicant.of_branch(found.branch, kvk=found.kvk)
    if found.branch:  # of a company whose number is not known: nothing of it is theirs to see
        return None
    if found.kvk or found.rsin:
        return Applicant.company(kvk=found.kvk, rsin=found.rsin)
    return None
