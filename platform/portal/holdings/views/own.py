"""What is kept about who asks: to see, to take along, and to have erased."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from integrations import copies
from portal.accounts import queries as accounts
from portal.accounts.fresh import requires_fresh_sign_in
from portal.accounts.looking import processes
from portal.accounts.models import User
from portal.accounts.operations import erasing
from portal.core.access import signed_in
from portal.core.links import absolute
from portal.core.printing import pages
from portal.holdings import exporting, queries, wording
from portal.holdings.forms import EraseForm, LooksForm
from tenants import headers
from tenants.access import public

PER_PAGE: Final = 100
"""Records; what was the same on a day is one line."""
MOST_PRINTED: Final = 2_000
"""Rows; more of them take longer to draw than somebody waits. JSON and HTML hold all."""
SEEING: Final = "Laten zien wat de gemeente over iemand bewaart"
LOOKING: Final = "Laten zien wie in gegevens keek"
TAKING: Final = "Gegevens meegeven aan wie ze betreffen"
ERASING: Final = "Een profiel verwijderen"

type View = Callable[..., HttpResponseBase]


def for_oneself(view: View) -> View:
    """Show nothing of the account while somebody acts for another person."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        whose = accounts.whose(request)
        if whose is not None and whose.bsn and whose.acting:
            return render(request, "holdings/for_another.html", {"name": whose.acting.name}, status=403)
        return view(request, *args, **kwargs)

    return guarded


def for_inhabitants(view: View) -> View:
    """Tell who works here why not, before anything is asked of them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _user(request).is_staff:
            return render(request, "holdings/staff.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


@signed_in
@never_cache
@require_safe
@for_oneself
@processes(SEEING)
def page(request: HttpRequest) -> HttpResponse:
    """Show what is kept about who asks, where it comes from and until when."""
    found = queries.kept(_user(request))
    values = {
        "tables": wording.tables([kept for kept in found if kept.rows and kept.name != "looks"]),
        "gaps": [kept for kept in found if kept.is_unavailable],
        "nothing": [kept for kept in found if not kept.rows and not kept.is_unavailable],
        "looks": next((kept.count for kept in found if kept.name == "looks"), 0),
        "copies": [copy for copy in copies.queries.kept() if copy.personal_data],
    }
    return render(request, "holdings/page.html", values)


@signed_in
@never_cache
@require_safe
@for_oneself
@processes(LOOKING)
def looked(request: HttpRequest) -> HttpResponse:
    """Show who looked at somebody's data, by day, latest first."""
    user = _user(request)
    form = LooksForm(request.GET, activities=queries.activities(user))
    rows = queries.records(user, activity=form.activity())
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina", 1))
    chosen = request.GET.copy()
    chosen.pop("pagina", None)
    values = {"form": form, "page": found, "days": queries.days(found), "query": chosen.urlencode()}
    return render(request, "holdings/looked.html", values)


@signed_in
@never_cache
@require_safe
@for_oneself
@requires_fresh_sign_in
@processes(TAKING)
def take(request: HttpRequest, form: str) -> HttpResponse:
    """Give all that is kept along, as a file."""
    user = _user(request)
    if form == "json":
        return _file(exporting.as_json(user), "application/json", form)
    found = queries.kept(user)
    values = {"tables": wording.tables(found), "printed_address": absolute(request.path)}
    if form == "html":
        return _file(render_to_string("holdings/taken.html", values, request=request), "text/html", form)
    if form != "pdf":
        raise Http404
    if sum(kept.count for kept in found) > MOST_PRINTED:
        return render(request, "holdings/too_much.html", status=409)
    return pages.answer(request, "holdings/printed.html", _("Wat wij over u bewaren"), values)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_oneself
@for_inhabitants
@requires_fresh_sign_in
@processes(ERASING)
def erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; when somebody is sure, erase them."""
    user = _user(request)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erasing.erase(user)
        except erasing.StaffIsNotErasedError:
            return render(request, "holdings/staff.html", status=403)
        return _goodbye(request)
    return render(request, "holdings/erase.html", {"form": form, "kept": queries.kept(user)})


@public
@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it was done."""
    return render(request, "holdings/erased.html")


def _goodbye(request: HttpRequest) -> HttpResponse:
    """Let this browser know nothing of who was there; the session's row has gone with the rest."""
    request.session.flush()
    request.user = AnonymousUser()
    response = redirect("holdings:erased")
    headers.forget_here(response)
    return response


def _file(content: str, kind: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mijn-gegevens.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
