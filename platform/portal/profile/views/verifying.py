"""Confirm an e-mail address: ask for a link, open it, and say yes (P-042). Opening alone changes nothing (W14)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.access import next_url
from portal.profile.access import own, profile_of
from portal.profile.operations import verifying
from portal.profile.operations.verifying import NotConfirmedError, Sent, TakenError
from portal.profile.types import CONFIRMING

from .acting import actor_of, crumbs


@own(CONFIRMING)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say that a link was sent, and send another when that is asked for."""
    profile, onward = profile_of(request), next_url(request, reverse("profile:hub"))
    if profile.has_verified_email:
        return redirect(onward)
    if not profile.email:
        return redirect("profile:edit")
    if request.method == "POST":
        _tell(request, verifying.send(profile.user, next_url=next_url(request, "")))
        return redirect(request.get_full_path())
    context = {"profile": profile, "crumbs": crumbs(_("E-mailadres bevestigen"))}
    return render(request, "profile/verify.html", context)


@own(CONFIRMING)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the address and a button; the button confirms it."""
    profile, onward = profile_of(request), next_url(request, reverse("profile:hub"))
    if request.method != "POST" and verifying.is_good(profile.user, token):
        context = {"profile": profile, "next": onward, "crumbs": crumbs(_("E-mailadres bevestigen"))}
        return render(request, "profile/confirm.html", context)
    if request.method == "POST":
        try:
            verifying.confirm(profile.user, token, by=actor_of(request))
        except TakenError:
            messages.error(request, _("Met dit e-mailadres logt al iemand in. Kies een ander adres."))
            return redirect("profile:edit")
        except NotConfirmedError:
            pass
        else:
            messages.success(request, _("Uw e-mailadres is bevestigd."))
            return redirect(onward)
    messages.error(request, _("Deze link werkt niet meer, of is niet voor u. Vraag een nieuwe link aan."))
    return redirect("profile:verify")


def _tell(request: HttpRequest, became: Sent) -> None:
    if became is Sent.SENT:
        messages.success(request, _("Wij hebben u opnieuw een e-mail gestuurd."))
    elif became is Sent.TOO_OFTEN:
        messages.error(request, _("U hebt net al een link gevraagd. Probeer het later opnieuw."))
    else:
        messages.error(request, _("Wij kunnen u nu geen link sturen."))
