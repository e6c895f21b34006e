"""Choose what to hear of (P-059)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.profile.access import own, profile_of
from portal.profile.forms import PreferencesForm
from portal.profile.operations import preferences as operations
from portal.profile.types import KEEPING

from .acting import actor_of, crumbs


@own(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show the form, and keep the choice; where there is nothing to hear of, lead to the hub."""
    profile = profile_of(request)
    if not profile.topics or not profile.chosen.show_notifications:
        return redirect("profile:hub")
    form = PreferencesForm(profile, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.choose(profile.user, form.preferences(), by=actor_of(request))
        messages.success(request, _("Uw voorkeuren zijn opgeslagen."))
        return redirect("profile:hub")
    context = {"form": form, "crumbs": crumbs(_("Voorkeuren"))}
    return render(request, "profile/preferences.html", context, status=422 if form.errors else 200)
