"""What changed in the catalogues, bringing them up to date now, and catalogues that somebody fills in."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from integrations.zgw import operations as zgw
from integrations.zgw.queries import history, mirror
from portal.cases import presenting
from portal.cases.forms import CatalogueForm
from portal.cases.operations import configuring
from portal.cases.queries import known
from portal.cases.queries.known import CaseSystem
from portal.cases.queries.overview import seen_until

from .access import CHANGE, SEE, actor, managers, user_of

MOST_RUNS: Final = 10


@managers(SEE)
@never_cache
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Show for each case system what changed, when it was brought up to date, and what could not be read."""
    return _page(request, CatalogueForm())


@managers(SEE)
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Keep that somebody has seen what changed until now."""
    configuring.seen(user_of(request))
    messages.success(request, _("Wat hierna wijzigt, staat straks weer als nieuw in de lijst."))
    return redirect("case_types:list")


@managers(CHANGE)
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Have the mirror of a case system brought up to date."""
    zgw.request(_system(request).connection, by=actor(request))
    messages.success(
        request, _("De zaaktypen worden bijgewerkt. Ververs deze pagina om het verslag te zien.")
    )
    return redirect("case_types:changes")


@managers(CHANGE)
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Fill in a catalogue."""
    system = _system(request)
    form = CatalogueForm(request.POST)
    if not form.is_valid():
        return _page(request, form, of=system)
    zgw.enter_catalogue(connection=system.connection, by=actor(request), **form.cleaned_data)
    zgw.request(system.connection, by=actor(request))
    messages.success(request, _("De catalogus is ingevuld. De zaaktypen worden opgehaald."))
    return redirect("case_types:changes")


@managers(CHANGE)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take away a catalogue that somebody filled in."""
    zgw.leave_catalogue(
        connection=_system(request).connection, url=request.POST.get("url", ""), by=actor(request)
    )
    messages.success(request, _("De catalogus is weggehaald. Wat u instelde, blijft bewaard."))
    return redirect("case_types:changes")


def _page(request: HttpRequest, form: CatalogueForm, *, of: CaseSystem | None = None) -> HttpResponse:
    since = seen_until(user_of(request))
    shown = [
        presenting.System(
            system=each,
            read_at=mirror.read_at(each.connection),
            recent=[presenting.line(one) for one in history.changes_since(each.connection, since)],
            runs=[presenting.run(one) for one in history.history(each.connection, most=MOST_RUNS)],
            catalogues=mirror.catalogues(each.connection),
            by_hand=mirror.entered(each.connection),
            form=form if each == of else CatalogueForm(auto_id=f"{each.slug or 'eerste'}_%s"),
        )
        for each in known.systems()
    ]
    may_change = user_of(request).has_perm(CHANGE)
    values = {"shown": shown, "since": since, "may_change": may_change, "form": form}
    return render(request, "cases/admin/changes.html", values)


def _system(request: HttpRequest) -> CaseSystem:
    wanted = request.POST.get("systeem", "")
    found = next((each for each in known.systems() if each.slug == wanted), None)
    if found is None:
        raise Http404
    return found
