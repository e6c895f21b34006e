"""Ask again who it is, before something dangerous (C-003)."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from provisioning.console import auth, identity, passkeys, ways_back
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.signing_in import Proof
from provisioning.console.operations import organisation
from provisioning.console.types import Role

from .signing_in import refuse, wrong_second


@operator_required(Role.VIEWER)
@sensitive_post_parameters("password", "code", "passkey")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: ConsoleRequest) -> HttpResponse:
    """Ask for password and second factor, and lead back to the page that wanted them."""
    back, shown = request.GET.get("next", ""), identity.shown_there(request)
    form = Proof(request.POST or None, initial={"next": back}, by_password=not shown)
    is_linked = organisation.is_linked(request.operator)
    if (shown or not is_linked) and form.is_valid():
        given = form.cleaned_data
        step = {"code": given["code"], "passkey": given["passkey"]}
        refusal = auth.prove_again(request, request.operator, given.get("password", ""), **step)
        if refusal is None:
            messages.success(request, _("Dank u. U kunt nu verder."))
            return HttpResponseRedirect(ways_back.inside(given["next"]))
        wrong = _("Het wachtwoord of de code klopt niet. Een code werkt maar één keer.")
        refuse(form, refusal, wrong_second(form) if given["passkey"] else wrong)
    there = f"{reverse('console:organisation_prove')}?{urlencode({'next': back})}" if is_linked else ""
    values = {
        "organisation": there,
        "shown": shown,
        "form": form,
        "passkey_options": passkeys.options_to_use(request.session, request.operator),
    }
    status = 422 if form.errors else 200
    return render(request, "console/signing_in/prove.html", values, status=status)
