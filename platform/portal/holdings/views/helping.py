"""Help an inhabitant who asks what is kept, who looked, or to be erased: by functional managers, each act recorded."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import auditing
from portal.accounts.looking import looked_up, staff_of
from portal.accounts.models import User
from portal.accounts.operations import erasing
from portal.core.access import staff
from portal.holdings import exporting, queries
from portal.holdings.forms import EraseForForm, FindForm
from tenants import audit

HELPING: Final = "Verzoeken van inwoners over hun gegevens afhandelen"
SEE: Final = "processing.view_record"
ERASE: Final = "accounts.change_user"


@staff(SEE)
@never_cache
@sensitive_post_parameters("bsn")
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a number, and lead to whose it is; it stands in no address (attack P05)."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = queries.with_bsn(form.cleaned_data["bsn"])
        if user is not None:
            return redirect("helping:inhabitant", user.uuid)
        form.add_error("bsn", _("Bij dit nummer is er geen profiel."))
    return render(request, "holdings/find.html", {"form": form})


@staff(SEE)
@never_cache
@require_safe
def inhabitant(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show that somebody has a profile and how much is kept; not what."""
    user = _found(identity)
    looked_up(HELPING, user, by=staff_of(request))
    values = {"identity": identity, "since": user.date_joined, "looks": queries.records(user).count()}
    return render(request, "holdings/inhabitant.html", values)


@staff(SEE)
@never_cache
@require_safe
def export(request: HttpRequest, identity: uuid.UUID, form: str) -> StreamingHttpResponse:
    """Give the record of one person along, for whom it is about; that is an act itself."""
    if form not in exporting.WRITERS:
        raise Http404
    user = _found(identity)
    looked_up(HELPING, user, by=staff_of(request))
    audit.record(
        "holdings.exported",
        by=auditing.actor(staff_of(request), request),
        target=str(user.uuid),
        details={"format": form},
    )
    write, kind = exporting.WRITERS[form]
    return StreamingHttpResponse(
        write(queries.records(user).iterator(chunk_size=2_000)),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="wie-keek.{form}"'},
    )


@staff(ERASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Erase an inhabitant who asked for it, when the functional manager is sure."""
    user = _found(identity)
    form = EraseForForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        erasing.erase(user, by=auditing.actor(staff_of(request), request))
        messages.success(request, _("Het profiel is verwijderd."))
        return redirect("helping:find")
    return render(request, "holdings/erase_for.html", {"form": form, "identity": identity})


def _found(identity: uuid.UUID) -> User:
    """Find an inhabitant.

    :raises Http404: when there is none, or it is a colleague.
    """
    user = queries.inhabitant(identity)
    if user is None:
        raise Http404
    return user
