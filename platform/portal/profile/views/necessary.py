"""Ask for what is needed before somebody can go on (P-040, P-041)."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.core.access import next_url
from portal.core.queries import spoken
from portal.profile.access import own, profile_of
from portal.profile.forms import NecessaryForm
from portal.profile.operations import details, preferences, verifying
from portal.profile.types import KEEPING

from .acting import actor_of


@own(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def necessary(request: HttpRequest) -> HttpResponse:
    """Show the form; who lacks nothing goes on to where they wanted to be."""
    profile, onward = profile_of(request), next_url(request, reverse("profile:hub"))
    if not profile.missing:
        return redirect(onward)
    form = NecessaryForm(profile, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _keep(request, form, next_url(request, ""))
        return redirect(onward)
    context = {
        "form": form,
        "profile": profile,
        "next": onward,
        "text": spoken(profile.chosen, "registration_text"),
    }
    return render(request, "profile/necessary.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _keep(request: HttpRequest, form: NecessaryForm, onward: str) -> None:
    profile, by = profile_of(request), actor_of(request)
    details.change(profile.user, form.given(), by=by)
    preferences.choose(profile.user, form.preferences(), by=by)
    verifying.send(profile.user, next_url=onward)
