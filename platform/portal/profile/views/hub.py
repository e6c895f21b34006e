"""The hub: who somebody is here, what they can change, and what other features have for them (P-053)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.profile import links, presentation, queries
from portal.profile.access import own, profile_of
from portal.profile.types import KEEPING

from .acting import crumbs


@own(KEEPING)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show it."""
    profile = profile_of(request)
    context = {
        "crumbs": crumbs(),
        "profile": profile,
        "last": queries.last_sign_in(profile),
        "rows": presentation.about(profile),
        "reach": presentation.reach(profile),
        "panels": links.panels(profile.chosen),
        "sections": presentation.sections(profile),
        "kept_url": links.find("holdings:page"),
        "sign_ins_url": links.find("sign_ins:page"),
        "erase_url": links.find("profile:erase") or links.find("holdings:erase"),
        "password_url": "" if profile.kind else links.find("local:change"),
    }
    return render(request, "profile/hub.html", context)
