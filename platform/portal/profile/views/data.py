"""What the BRP knows of somebody, asked within the time of a page (P-056)."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from integrations import sources
from integrations.haalcentraal.types import Person
from integrations.identities import Level
from portal.profile import presentation, queries, registers
from portal.profile.access import own, profile_of
from portal.profile.types import ASKING_BRP

from .acting import crumbs

PARTS: Final = {
    "person": sources.Part(gettext_lazy("Wat in de BRP over u staat"), "profile/parts/person.html", Person)
}
PAGE: Final = sources.Page("profile:data", later="profile:data_later", parts=PARTS)


def _level(request: HttpRequest) -> int:
    """Answer how sure the municipality wants to be of who sees it; nothing of who sees nothing anyway."""
    profile = queries.of(request)
    return profile.chosen.data_level if profile is not None and profile.may_see_data else Level.NONE


@own(ASKING_BRP, level=_level)
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show it: what is down is said to be down, and never looks like nothing (architecture I3)."""
    profile = profile_of(request)
    if not profile.may_see_data:
        raise PermissionDenied
    questions = registers.of_person(bsn=profile.whose.bsn, whose=str(profile.user.pk))
    outcomes = sources.gather(questions, whose=sources.visitor(request))
    context = {
        "crumbs": crumbs(_("Mijn gegevens")),
        "parts": PAGE.shown(outcomes),
        "reach": presentation.reach(profile),
    }
    return render(request, "profile/data.html", context)


@own(ASKING_BRP, level=_level)
@require_safe
def data_later(request: HttpRequest, name: str, ticket: str) -> HttpResponseBase:
    """Answer what came late."""
    if not profile_of(request).may_see_data:
        raise PermissionDenied
    return PAGE.view()(request, name, ticket)
