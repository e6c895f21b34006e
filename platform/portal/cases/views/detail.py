"""The page of one case, what came of it late, its days for a calendar, and a PDF of it."""

from dataclasses import replace
from typing import Final, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from integrations import sources
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed
from integrations.zgw.queries import mirror
from integrations.zgw.types.cases import CaseFile
from portal.accounts.models import User
from portal.cases import calendars, filing, types
from portal.cases.access import asker_of, own
from portal.cases.filing import File
from portal.cases.news import feed
from portal.cases.operations import refreshing
from portal.cases.queries import asking, files
from portal.core.links import absolute
from portal.core.printing import pages
from tenants.entry import current

PARTS: Final = {
    files.NAME: sources.Part(gettext_lazy("Uw zaak"), "cases/parts/late_file.html", CaseFile),
}
PAGE: Final = sources.Page("cases:list", later="cases:file_later", parts=PARTS)


@own
@require_safe
def case(request: HttpRequest, connection: UUID, case: UUID) -> HttpResponse:
    """Show it; another's does not exist (P-154)."""
    outcome, found = look(request, connection, case)
    if found is not None:
        feed.seen(cast(User, request.user), found.told)
    shown = replace(PAGE.shown({files.NAME: outcome})[0], retry_url=request.path)
    context = {"file": found, "part": shown, "crumbs": _crumbs(found)}
    return render(request, "cases/detail.html", context)


@own
@require_safe
def file_later(request: HttpRequest, name: str, ticket: str) -> HttpResponse:
    """Answer what came after the page was there."""
    return PAGE.view()(request, name, ticket)


@own
@require_safe
def calendar(request: HttpRequest, connection: UUID, case: UUID) -> HttpResponse:
    """Answer the days that count, for a calendar: nobody's name, and that of the case only where it is asked for."""
    found = here(request, connection, case)
    if found is None:
        return _not_now(request)
    if not found.dates:
        raise Http404
    content = calendars.written(
        found.dates,
        url=absolute(found.shown.url),
        municipality=current().name,
        now=timezone.now(),
        title=found.shown.title if "titel" in request.GET else "",
    )
    response = HttpResponse(content, content_type=calendars.TYPE)
    response["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return response


@own
@require_safe
def pdf(request: HttpRequest, connection: UUID, case: UUID) -> HttpResponse:
    """Print where it stands."""
    found = here(request, connection, case)
    if found is None:
        return _not_now(request)
    context = {"file": found, "printed_address": absolute(found.shown.url), "today": timezone.localdate()}
    return pages.answer(request, "cases/printed.html", found.shown.title, context)


@own
@require_safe
def former(request: HttpRequest, case: UUID) -> HttpResponse:
    """Lead an address of before there were several systems to the case, where it can be only one (P-170, I-025)."""
    systems = asking.systems()
    if not systems:
        raise Http404
    if len(systems) == 1:
        return redirect("cases:detail", connection=systems[0].key, case=case)
    return render(request, "cases/former.html", status=410)


def look(request: HttpRequest, connection: UUID, case: UUID) -> tuple[Outcome[CaseFile], File | None]:
    """Ask for a case, and answer what may be shown of it.

    :raises Http404: for what is not there, or is another's, or is not for citizens: nobody can tell which.
    """
    system = next((each for each in asking.systems() if each.key == connection), None)
    if system is None:
        raise Http404
    asker = asker_of(request)
    question = files.question(asker, system, case)
    outcomes = sources.gather({files.NAME: question}, budget=types.BUDGET, whose=sources.visitor(request))
    outcome = outcomes[files.NAME]
    if outcome.kind is Kind.NOT_FOUND:
        raise Http404
    if outcome.value is None:
        return outcome, None
    found = filing.file_of(outcome.value, asker.options)
    if found is None:
        unknown = mirror.unknown(connection, [outcome.value.case.type])
        if not unknown:
            raise Http404
        refreshing.want(connection, unknown)
        return failed(Reason.MALFORMED), None
    return outcome, found


def here(request: HttpRequest, connection: UUID, case: UUID) -> File | None:
    """Answer a case; None where it cannot be had now."""
    return look(request, connection, case)[1]


def _not_now(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/not_now.html", status=503)


def _crumbs(found: File | None) -> list[tuple[str, str]]:
    last = found.shown.title if found else _("Uw zaak")
    return [(_("Mijn zaken"), reverse("cases:list")), (last, "")]
