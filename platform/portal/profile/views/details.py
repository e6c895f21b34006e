"""Change names and how somebody can be reached (P-055)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.profile.access import own, profile_of
from portal.profile.forms import DetailsForm
from portal.profile.operations import details, verifying
from portal.profile.operations.verifying import Sent
from portal.profile.types import KEEPING

from .acting import actor_of, crumbs


@own(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Show the form, and keep what was filled in."""
    profile = profile_of(request)
    form = DetailsForm(profile, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changed = details.change(profile.user, form.given(), by=actor_of(request))
        if "email" in changed and verifying.send(profile.user) is Sent.SENT:
            messages.success(
                request, _("Opgeslagen. Wij hebben u een e-mail gestuurd om uw adres te bevestigen.")
            )
        else:
            messages.success(request, _("Uw gegevens zijn opgeslagen."))
        return redirect("profile:hub")
    context = {"form": form, "profile": profile, "crumbs": crumbs(_("Gegevens wijzigen"))}
    return render(request, "profile/edit.html", context, status=422 if form.errors else 200)
