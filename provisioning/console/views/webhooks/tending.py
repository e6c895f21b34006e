"""What is done to webhooks: add one, choose what it is told, pause it, change its secret, take it away."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.webhooks import EventsForm, NewWebhookForm, SecretForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import webhooks as queries
from provisioning.console.types import Role
from provisioning.webhooks import operations, secret_text
from provisioning.webhooks.errors import AddedAlreadyError, EndpointRefusedError, OvertakenError
from provisioning.webhooks.models import Endpoint
from provisioning.webhooks.types import EventKind

from .finding import one

METHODS: Final = ["GET", "HEAD", "POST"]


@operator_required(Role.OPERATOR)
@recently_authenticated(keep=("url", "events"))
@sensitive_post_parameters("secret")
@require_http_methods(METHODS)
def add(request: ConsoleRequest) -> HttpResponse:
    """Add an address; a secret that is made here is shown this once."""
    form = NewWebhookForm(request.POST or None, initial=request.typed)
    if form.is_valid():
        given = form.cleaned_data
        secret = given["secret"] or secret_text.made()
        try:
            found = operations.add(
                url=given["url"].strip(),
                secret=secret,
                events=form.chosen(),
                by=actor_of(request),
                identity=given["once"],
            )
        except AddedAlreadyError:
            messages.warning(
                request,
                _("Dit adres was al toegevoegd. Zag u het geheim niet? Geef het adres dan een nieuw geheim."),
            )
            return redirect("console:webhooks")
        except EndpointRefusedError as error:
            form.refuse(error.reasons)
        else:
            return _told(request, found, "" if given["secret"] else secret)
    status = 422 if form.errors else 200
    return render(request, "console/webhooks/add.html", {"form": form}, status=status)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def events(request: ConsoleRequest, endpoint: uuid.UUID) -> HttpResponse:
    """Choose what an address is told."""
    found = one(endpoint)
    now = _events(found)
    form = EventsForm(request.POST or None, initial={"events": now, "seen": ",".join(now)})
    if form.is_valid():
        if form.cleaned_data["seen"] != ",".join(now):
            names = ", ".join(str(each).lower() for each in queries.events_of(found))
            text = _("Intussen koos iemand anders: %(names)s. Er is nog niets gebeurd. Kies opnieuw.")
            form = EventsForm({"events": now, "seen": ",".join(now)})
            form.refuse({"events": [text % {"names": names}]})
        else:
            operations.change(endpoint=endpoint, events=form.chosen(), by=actor_of(request))
            messages.success(request, _("De keuze is bewaard."))
            return redirect("console:webhook", endpoint)
    values = {"form": form, "endpoint": found}
    return render(request, "console/webhooks/events.html", values, status=422 if form.errors else 200)


@operator_required(Role.OPERATOR)
@require_POST
def switch(request: ConsoleRequest, endpoint: uuid.UUID) -> HttpResponse:
    """Pause an address or go on. The form says to which side: sent twice it does nothing more."""
    one(endpoint)
    turn_on = request.POST.get("stand") == "aan"
    operations.change(endpoint=endpoint, is_on=turn_on, by=actor_of(request))
    if turn_on:
        messages.success(request, _("Dit adres krijgt weer bericht. Wat nog wachtte, gaat meteen."))
    else:
        messages.success(request, _("Dit adres is gepauzeerd. Wat nog wachtte, blijft wachten."))
    return redirect("console:webhook", endpoint)


@operator_required(Role.OPERATOR)
@recently_authenticated()
@sensitive_post_parameters("secret")
@require_http_methods(METHODS)
def rotate(request: ConsoleRequest, endpoint: uuid.UUID) -> HttpResponse:
    """Put a new secret beside the one of now; one that is made here is shown this once."""
    found = one(endpoint)
    form = SecretForm(request.POST or None, initial={"seen": found.fingerprint})
    if form.is_valid():
        given = form.cleaned_data
        secret = given["secret"] or secret_text.made()
        try:
            found = operations.rotate(
                endpoint=endpoint, secret=secret, seen=given["seen"], by=actor_of(request)
            )
        except OvertakenError:
            messages.warning(request, _("Er was intussen al een nieuw geheim. Er is nu niets gewijzigd."))
            return redirect("console:webhook", endpoint)
        except EndpointRefusedError as error:
            form.refuse(error.reasons)
        else:
            return _told(request, found, "" if given["secret"] else secret)
    values = {"form": form, "endpoint": found}
    return render(request, "console/webhooks/rotate.html", values, status=422 if form.errors else 200)


@operator_required(Role.OPERATOR)
@recently_authenticated(page="webhook")
@require_POST
def forget(request: ConsoleRequest, endpoint: uuid.UUID) -> HttpResponse:
    """Let the former secret sign no more."""
    one(endpoint)
    operations.forget_former(endpoint=endpoint, by=actor_of(request))
    messages.success(request, _("Het vorige geheim ondertekent niet meer mee."))
    return redirect("console:webhook", endpoint)


@operator_required(Role.OPERATOR)
@recently_authenticated()
@require_http_methods(METHODS)
def remove(request: ConsoleRequest, endpoint: uuid.UUID) -> HttpResponse:
    """Ask, and take an address away; what was gone already stays gone."""
    if request.method != "POST":
        return render(request, "console/webhooks/remove.html", {"endpoint": one(endpoint)})
    try:
        operations.remove(endpoint=endpoint, by=actor_of(request))
    except Endpoint.DoesNotExist:
        messages.info(request, _("Deze webhook was al weg."))
    else:
        messages.success(request, _("De webhook is verwijderd."))
    return redirect("console:webhooks")


def _told(request: ConsoleRequest, endpoint: Endpoint, secret: str) -> HttpResponse:
    """Show a secret that was made here; who gave one himself knows it."""
    if secret:
        return render(request, "console/webhooks/secret.html", {"endpoint": endpoint, "secret": secret})
    messages.success(request, _("De webhook en zijn geheim zijn bewaard."))
    return redirect("console:webhook", endpoint.uuid)


def _events(endpoint: Endpoint) -> list[str]:
    """List the kinds that an address is told, each by its name."""
    return [kind.value for kind in EventKind if not endpoint.events or kind in endpoint.events]
