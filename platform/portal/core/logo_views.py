"""The page on which administrators choose a logo, with an example on its own host; and its files."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenants import access
from tenants.audit import Actor
from tenants.entry import current
from themes import identity
from themes import queries as themes
from themes import views as files

from . import adjusting, logos, operations
from .access import staff
from .logo_form import LogoForm
from .operations import NotAllowedError
from .views import EXAMPLE, MAY


@staff(MAY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: HttpRequest) -> HttpResponse:
    """Show which logo the portal has, look at another one, and wear it."""
    if not adjusting.may_choose_logo():
        return render(request, "core/look/no_logo.html", status=422 if request.method == "POST" else 200)
    form = _form(request)
    if request.method != "POST":
        return _page(request, form)
    try:
        return _asked(request, form)
    except NotAllowedError:
        return render(request, "core/look/no_logo.html", status=422)


@require_safe
def logo_file(request: HttpRequest, part: str, name: str, kind: str) -> HttpResponse:
    """Serve a picture of a logo of this municipality; on any other host it is not there."""
    found = logos.file(f"{part}-{name}.{kind}")
    if found is None:
        raise Http404
    return files.send_picture(*found)


logo_file = access.public(logo_file)


def _form(request: HttpRequest, now: str | None = None) -> LogoForm:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    return LogoForm(
        *data,
        now=adjusting.chosen_logo() if now is None else now,
        colours=dict(adjusting.base_colours(current())),
        by=_actor(request).name,
    )


def _asked(request: HttpRequest, form: LogoForm) -> HttpResponse:
    if "reset" in request.POST:
        operations.drop_logo(by=_actor(request))
        messages.success(request, _("Uw portaal heeft weer het logo van de huisstijl."))
        return redirect("look:logo")
    form.is_valid()
    if form.made:
        operations.keep_logo(form.made)
    if EXAMPLE in request.POST and form.name and "logo" not in form.errors:
        form.errors.clear()  # who only looks has stated nothing yet
        return _page(request, form)
    if form.errors or form.statement is None:
        return _page(request, form, status=422)
    if form.is_stale:
        return _page(request, form, status=409, changed=True)
    operations.choose_logo(form.name, form.statement, by=_actor(request))
    messages.success(request, _("Opgeslagen. Bezoekers zien het nieuwe logo meteen."))
    return redirect("look:logo")


def _page(request: HttpRequest, form: LogoForm, status: int = 200, **more: Any) -> HttpResponse:
    worn = logos.paths(form.now).get("logo", "")
    name = form.name if form.is_bound else ""
    if form.is_bound:
        form.data = _kept(form, name)
    form.fields["logo"].required = not name  # what is kept need not be chosen again: the label says so
    given = {**adjusting.chosen(), identity.LOGO: name or form.now}
    values = {
        "form": form,
        "is_own": bool(worn),
        "worn": worn or themes.look(current().theme).logo,
        "looked_at": logos.paths(name).get("logo", "") if name else "",
        "left_out": form.made.left_out if form.made else (),
        "example_url": f"{reverse('look:example')}?{urlencode(given)}",
        **more,
    }
    return render(request, "core/look/logo.html", values, status=status)


def _kept(form: LogoForm, name: str) -> Any:
    """Have the form ask again with the logo that was looked at, beside the one that is worn now."""
    sent: Any = form.data
    data = sent.copy()
    data["kept"], data["seen"] = name, form.now
    return data


def _actor(request: HttpRequest) -> Actor:
    return Actor("staff", str(getattr(request.user, "uuid", "")))
