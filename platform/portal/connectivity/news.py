"""News of case systems, as functional managers see it, and what they may do about it (I-100, I-111, P-197)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from integrations.connections import catalogue
from integrations.connections import queries as connections
from integrations.connections.types import Overview, System
from integrations.errors import Reason
from integrations.notifications import operations, queries
from integrations.notifications.types import FEATURE, Source, State
from portal.accounts import auditing
from portal.accounts.models import User
from portal.core.access import View, staff
from tenants import features
from tenants.audit import Actor

PER_PAGE: Final = 50
VIEW: Final = "notifications.view_message"
CHANGE: Final = "notifications.change_message"
NONE: Final = queries.Figures(received=0, waiting=0, dead=0)
FINDINGS: Final[Mapping[str, Promise]] = {
    "handshake": gettext_lazy("Het systeem kon dit portaal niet bereiken."),
    "no channel": gettext_lazy("Het systeem kent geen kanaal voor zaken."),
    "not configured": gettext_lazy("Deze koppeling staat uit of is nog niet af."),
    Reason.REFUSED.value: gettext_lazy("Het systeem laat dit portaal geen abonnement maken."),
}
OTHERWISE: Final = gettext_lazy("Het systeem gaf geen goed antwoord. Probeer het later opnieuw.")
NOT_COMPARED: Final = gettext_lazy(
    "Het vergelijken met het zaaksysteem lukte de laatste keer niet helemaal. Het portaal probeert het opnieuw."
)
BADGES: Final = {State.WAITING: "info", State.BUSY: "info", State.DONE: "success", State.DEAD: "error"}


@dataclass(frozen=True, slots=True)
class Card:
    """A case system, and whether it tells its news."""

    key: uuid.UUID
    title: str
    registered_at: datetime | None
    finding: str
    figures: queries.Figures
    channels: tuple[str, ...] = ()
    looked_at: datetime | None = None
    look_finding: str = ""


def _while_on(view: View) -> View:
    """Hide what a municipality does not use, before anybody is asked who they are."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not features.is_on(FEATURE):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@_while_on
@staff(VIEW)
@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Show which systems tell their news, and what came, latest first."""
    state = request.GET.get("toestand", "")
    page = Paginator(queries.messages(state), PER_PAGE).get_page(request.GET.get("pagina", 1))
    lines = [
        (
            row,
            State(row.state).label,
            BADGES[State(row.state)],
            row.settled_at is not None,
            _source(row.source),
        )
        for row in page
    ]
    values = {
        "cards": _cards(),
        "page": page,
        "lines": lines,
        "states": State.choices,
        "state": state if state in State.values else "",
        "query": f"toestand={state}" if state in State.values else "",
    }
    return render(request, "connectivity/news.html", values)


@_while_on
@staff(CHANGE)
@require_POST
def register(request: HttpRequest, connection: uuid.UUID) -> HttpResponse:
    """Have a worker subscribe with a case system, or give it a new password."""
    if connection not in connections.keys_of(System.CASE_SYSTEM):
        raise Http404
    operations.ask_to_register(connection, by=_actor(request))
    messages.success(request, _("Dat gebeurt nu. Ververs de pagina over een halve minuut."))
    return redirect("connectivity:news")


@_while_on
@staff(CHANGE)
@require_POST
def replay(request: HttpRequest, message: uuid.UUID) -> HttpResponse:
    """Have one message looked at once more."""
    if operations.replay(message, by=_actor(request)):
        messages.success(request, _("De melding wordt opnieuw verwerkt."))
    else:
        messages.warning(request, _("Deze melding is er niet meer of is al aan de beurt."))
    return redirect("connectivity:news")


def _cards() -> list[Card]:
    subscriptions, figures = queries.subscriptions(), queries.figures()
    found = []
    for overview in connections.overviews_inside():
        if overview.system == System.CASE_SYSTEM:
            row = subscriptions.get(overview.key, queries.NEVER)
            found.append(
                Card(
                    key=overview.key,
                    title=_title(overview),
                    registered_at=row.registered_at,
                    finding=str(FINDINGS.get(row.finding, OTHERWISE)) if row.finding else "",
                    figures=figures.get(overview.key, NONE),
                    channels=tuple(row.channels),
                    looked_at=row.looked_at,
                    look_finding=str(NOT_COMPARED) if row.look_finding else "",
                )
            )
    return found


def _title(overview: Overview) -> str:
    return catalogue.title(overview.reference, overview.name)


def _source(source: str) -> str:
    """Say how a message came to be here, where nobody told it."""
    return "" if source == Source.TOLD else str(Source(source).label)


def _actor(request: HttpRequest) -> Actor:
    return auditing.actor(cast(User, request.user), request)
