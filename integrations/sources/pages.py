"""The part of a page that comes from other systems: shown at once, or fetched by the page afterwards.

A page says what its parts are, and mounts one more URL:

    PARTS = {"cases": sources.Part(_("Uw zaken"), "cases/list.html", list[Case])}
    PAGE = sources.Page("cases:list", later="cases:later", parts=PARTS)
    path("later/<slug:name>/<str:ticket>/", access.signed_in(PAGE.view()), name="later")

`PAGE.shown(outcomes)` is what its template gives to `themes/components/outcome.html`, one by one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed

from . import late
from .types import visitor

MOST: Final = 12
"""How often a page asks for what is late, a second apart; then it says so, and offers to load again."""
ATTEMPT: Final = "poging"
HAS_COPY: Final = "kopie"
NOUNS: Final = (_("onderdeel"), _("onderdelen"))
EMPTY: Final = _("Er is niets om te tonen.")
FOLDER: Final = "themes/components"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page, from one source."""

    title: str | Promise
    """As people call it: "Uw zaken"."""
    template: str
    """Shows the value, as `value`."""
    kind: Any = Any
    """The type of the value, for what comes late."""
    nouns: tuple[str | Promise, str | Promise] = NOUNS
    """What one and several of its items are called."""
    empty: str | Promise = EMPTY


@dataclass(frozen=True, slots=True)
class Shown:
    """What the template of an outcome needs."""

    name: str
    title: str | Promise
    template: str
    outcome: Outcome[Any]
    noun: str | Promise
    empty: str | Promise
    retry_url: str
    later_url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The URLs of a page, and the parts of it that come from other systems."""

    url: str
    later: str
    parts: Mapping[str, Part]

    def shown(self, outcomes: Mapping[str, Outcome[Any]]) -> list[Shown]:
        """Answer what the template needs of each part, in the order of the page."""
        return [self._shown(name, outcomes[name]) for name in self.parts if name in outcomes]

    def view(self) -> Callable[..., HttpResponse]:
        """Make the view that answers what came late; the page says who may see it."""

        def fetch(request: HttpRequest, name: str, ticket: str) -> HttpResponse:
            if name not in self.parts:
                raise Http404
            if request.headers.get("HX-Request") != "true":
                return redirect(self.url)
            return self._fetched(request, name, ticket)

        return fetch

    def _fetched(self, request: HttpRequest, name: str, ticket: str) -> HttpResponse:
        whose, attempt, has_copy = visitor(request), _attempt(request), HAS_COPY in request.GET
        came = late.fetch(ticket, whose, self.parts[name].kind) if whose else None
        if came is None and whose and attempt < MOST:
            waiting: Outcome[Any] = Outcome(Kind.UNAVAILABLE, reason=Reason.TOO_SLOW, later=ticket)
            shown = self._shown(name, waiting, attempt=attempt, has_copy=has_copy)
            return render(request, f"{FOLDER}/outcome_poll.html", {"part": shown})
        shown = self._shown(name, came or failed(Reason.TOO_SLOW))
        if has_copy and not shown.outcome.is_answered:
            return render(request, f"{FOLDER}/outcome_no_newer.html", {"part": shown})
        response = render(request, f"{FOLDER}/outcome_body.html", {"part": shown, "is_later": True})
        response.headers["HX-Retarget"] = f"#bron-{name}-inhoud"
        response.headers["HX-Reswap"] = "innerHTML"
        return response

    def _shown(self, name: str, outcome: Outcome[Any], *, attempt: int = 0, has_copy: bool = False) -> Shown:
        part, later_url = self.parts[name], ""
        if outcome.later:
            later_url = f"{reverse(self.later, args=[name, outcome.later])}?{ATTEMPT}={attempt + 1}"
            if has_copy or outcome.as_of:
                later_url += f"&{HAS_COPY}"
        return Shown(
            name,
            part.title,
            part.template,
            outcome,
            noun=part.nouns[0] if outcome.missing == 1 else part.nouns[1],
            empty=part.empty,
            retry_url=reverse(self.url),
            later_url=later_url,
        )


def _attempt(request: HttpRequest) -> int:
    told = request.GET.get(ATTEMPT, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else MOST
