"""Add documents to a case, and see how it goes with what was sent."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.cases.access import asker_of, own_for
from portal.cases.filing import File
from portal.cases.views import detail

from . import receiving
from .forms import UploadForm
from .queries import offering
from .queries import sent as queries
from .types import ACTIVITY, Offer, Place, Sent

PANEL: Final = "zaak-toevoegen"
MOST: Final = 20
"""How often a page asks how it goes by itself."""
EACH: Final = 4
"""Seconds in between."""
ATTEMPT: Final = "poging"


def is_in_part(request: HttpRequest) -> bool:
    """Tell whether the page of a case asks how it goes, by itself."""
    return request.headers.get("HX-Request") == "true"


@own_for(ACTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, connection: UUID, case: UUID) -> HttpResponse:
    """Take documents for a case that takes some; another's does not exist, and one that has ended takes none (O04)."""
    found = detail.here(request, connection, case)
    if found is None:
        return render(request, "cases/uploading/not_now.html", status=503)
    offer = offering.offer_of(found)
    if offer is None or not offer.kinds:
        return _page(request, found, None, status=403)
    if request.method != "POST":
        return _page(request, found, form_of(offer))
    form = form_of(offer, request)
    place = Place(connection, case)
    result = receiving.receive(request, form, found)
    if result.accepted:
        messages.success(request, _told(result.accepted))
    if not form.errors:
        return redirect(f"{place.url}#{PANEL}")
    return _page(request, found, form, status=503 if result.is_unexamined else 422)


@own_for(ACTIVITY, in_part=is_in_part)
@require_safe
def sent(request: HttpRequest, connection: UUID, case: UUID) -> HttpResponse:
    """Tell how it goes with what somebody sent; asked by the page while something is under way."""
    place = Place(connection, case)
    if not is_in_part(request):
        return redirect(f"{place.url}#{PANEL}")
    told = queries.of_case(asker_of(request), place)
    attempt = request.GET.get(ATTEMPT, "")
    number = int(attempt) if attempt.isascii() and attempt.isdecimal() and len(attempt) < 4 else MOST
    return render(request, "cases/uploading/sent.html", sent_context(told, place, number))


def sent_context(told: list[Sent], place: Place, attempt: int = 0) -> dict[str, object]:
    """Answer what the list of sent documents needs; it asks again while something is under way, but not for ever."""
    asks = attempt < MOST and any(one.is_open for one in told)
    url = f"{place.sent_url}?{ATTEMPT}={attempt + 1}" if asks else ""
    return {"sent": told, "later_url": url, "each": EACH}


def form_of(offer: Offer, request: HttpRequest | None = None) -> UploadForm:
    """Make the form, filled with what a request brings."""
    filled = (request.POST, request.FILES) if request is not None else ()
    return UploadForm(*filled, kinds=offer.kinds, limits=offering.limits())


def _page(request: HttpRequest, found: File, form: UploadForm | None, *, status: int = 200) -> HttpResponse:
    place = Place(found.case.connection, found.case.uuid)
    title = _("Document toevoegen")
    context = {
        "file": found,
        "form": form,
        "place": place,
        "text": found.kinds.step.upload_text,
        "crumbs": [(_("Mijn zaken"), reverse("cases:list")), (found.shown.title, place.url), (title, "")],
    }
    return render(request, "cases/uploading/page.html", context, status=status)


def _told(accepted: list[str]) -> str:
    text = ngettext(
        "Wij hebben uw document ontvangen: %(names)s. U ziet hieronder hoe het ermee gaat.",
        "Wij hebben uw documenten ontvangen: %(names)s. U ziet hieronder hoe het ermee gaat.",
        len(accepted),
    )
    return text % {"names": ", ".join(accepted)}
