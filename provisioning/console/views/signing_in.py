"""Signing in: e-mail address and password, then a code; and signing out."""

from datetime import timedelta
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from integrations.identities import Departure
from provisioning.console import auth, identity, leaving, organisation, passkeys, ways_back
from provisioning.console.auth import Admission, Refusal
from provisioning.console.forms.signing_in import CodeStep, PasswordStep
from provisioning.console.models import Operator
from tenants import headers
from tenants.access import public


@public
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is."""
    if identity.signed_in(request):
        return redirect("console:tenants")
    form = PasswordStep(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        answer = auth.check_password(request, form.cleaned_data["email"], form.cleaned_data["password"])
        if isinstance(answer, Admission):
            request.session["next"] = form.cleaned_data["next"]
            return redirect("console:code" if auth.has_second_factor(answer.operator) else "console:setup")
        refuse(form, answer, _("Het e-mailadres of het wachtwoord klopt niet."))
    values = {"form": form, **_ways(request.GET.get("next", ""))}
    return render(request, "console/signing_in/sign_in.html", values, status=_status(form))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor."""
    operator = identity.halfway(request)
    if operator is None:
        return redirect("console:sign_in")
    if not auth.has_second_factor(operator):
        return redirect("console:setup")
    form = CodeStep(request.POST or None)
    if form.is_valid():
        answer = _check(request, operator, form.cleaned_data)
        if isinstance(answer, HttpResponse):
            return answer
        refuse(form, answer, wrong_second(form))
    values = {"form": form, "passkey_options": passkeys.options_to_use(request.session, operator)}
    return render(request, "console/signing_in/code.html", values, status=_status(form))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    operator, there = identity.signed_in(request), None
    if operator:
        there = leaving.departure(operator, request.session)
        identity.sign_out(request, operator)
    response = _to_organisation(request, there) if there else redirect("console:sign_in")
    headers.forget_here(response)
    return response


def _to_organisation(request: HttpRequest, there: Departure) -> HttpResponse:
    """Offer to end the session at the organisation too; that form alone leaves this host."""
    request.operator = None  # type: ignore[attr-defined]  # nobody, by now
    response = render(request, "console/signing_in/organisation_leave.html", {"departure": there})
    response._csp_update = {"form-action": [there.url]}  # type: ignore[attr-defined]
    return response


def _ways(back: str) -> dict[str, object]:
    """Say how somebody can sign in here."""
    url = reverse("console:organisation_sign_in")
    there = f"{url}?{urlencode({'next': back})}" if back else url
    return {
        "organisation": there if organisation.is_there() else "",
        "by_password": organisation.asks_passwords_of_all() or bool(organisation.emergencies()),
        "for_all": organisation.asks_passwords_of_all(),
    }


def _check(request: HttpRequest, operator: Operator, given: dict[str, Any]) -> HttpResponseRedirect | Refusal:
    back = str(request.session.get("next", ""))
    answer = auth.check_second(request, operator, code=given["code"], passkey=given["passkey"])
    if isinstance(answer, Refusal):
        return answer
    return HttpResponseRedirect(ways_back.inside(back))


def wrong_second(form: CodeStep) -> str:
    """Say what is wrong with a second step."""
    if form.cleaned_data["passkey"]:
        form.without_answer()
        return _("Dit is niet gelukt met deze toegangssleutel. Probeer het opnieuw, of vul een code in.")
    return _("Deze code klopt niet, of is al gebruikt. Wacht op de volgende.")


def refuse(form: Form, refusal: Refusal, wrong: str) -> None:
    """Say on a form why a step was refused."""
    if refusal.locked_for is None:
        form.add_error(None, wrong)
        return
    form.add_error(None, _("Er is te vaak iets verkeerds ingevuld. Probeer het over %(time)s opnieuw.") % {
        "time": in_words(refusal.locked_for)
    })  # fmt: skip


def in_words(time: timedelta) -> str:
    """Say how long, in whole minutes and never too short."""
    minutes = max(1, ceil(time.total_seconds() / 60))
    return ngettext("%(n)d minuut", "%(n)d minuten", minutes) % {"n": minutes}


def _status(form: Any) -> int:
    return 422 if form.errors else 200
