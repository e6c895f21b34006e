"""What leaves for other systems, and what functional managers may do about it."""

import uuid
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrations.outbox import operations, queries
from integrations.outbox.types import Filters, State
from portal.accounts import auditing
from portal.accounts.models import User
from portal.core.access import staff
from tenants.audit import Actor

from .forms import FiltersForm

PER_PAGE = 50
CHANGE = "outbox.change_item"


@staff("outbox.view_item")
@never_cache
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Show what left, waits or was given up, latest first."""
    form = FiltersForm(request.GET)
    filters = form.filters()
    page = Paginator(queries.items(filters), PER_PAGE).get_page(request.GET.get("pagina", 1))
    chosen = request.GET.copy()
    chosen.pop("pagina", None)
    values = {
        "form": form,
        "page": page,
        "lines": queries.lines(page),
        "given_up": queries.offerable(queries.items(Filters(kind=filters.kind))).count(),
        "waiting": queries.items(Filters(state=State.WAITING, kind=filters.kind)).count(),
        "kind": filters.kind,
        "query": chosen.urlencode(),
    }
    return render(request, "deliveries/items.html", values)


@staff(CHANGE)
@require_POST
def offer_again(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Have one delivery tried again now."""
    if operations.offer_again(identity, by=_actor(request)):
        messages.success(request, _("Het bericht wordt opnieuw verstuurd."))
    else:
        messages.warning(request, _("Dit bericht is al weg of wordt net verstuurd."))
    return redirect("deliveries:items")


@staff(CHANGE)
@require_POST
def offer_all_again(request: HttpRequest) -> HttpResponse:
    """Have all of a kind tried again that was given up."""
    given_up = queries.items(Filters(state=State.DEAD, kind=request.POST.get("soort", "")))
    number = operations.offer_all_again(given_up, by=_actor(request))
    told = ngettext(
        "%(n)s bericht wordt opnieuw verstuurd.", "%(n)s berichten worden opnieuw verstuurd.", number
    )
    messages.success(request, told % {"n": number})
    return redirect("deliveries:items")


@staff(CHANGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Ask whether a delivery shall leave no more; when sure, see to that."""
    if request.method == "POST":
        if operations.withdraw(identity, by=_actor(request)):
            messages.success(request, _("Het bericht is ingetrokken."))
        else:
            messages.warning(request, _("Dit bericht is al weg of wordt net verstuurd."))
        return redirect("deliveries:items")
    line = queries.line(identity)
    if line is None:
        raise Http404
    return render(request, "deliveries/withdraw.html", {"line": line})


def _actor(request: HttpRequest) -> Actor:
    return auditing.actor(cast(User, request.user), request)
