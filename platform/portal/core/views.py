"""The page on which administrators adjust the look of their portal, with an example on its own host."""

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
from themes.types import Look

from . import adjusting, logos, operations
from .access import staff
from .forms import LookForm
from .operations import NotAllowedError

MAY = "core.change_adjustment"
EXAMPLE = "voorbeeld"


@staff(MAY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Show what may be adjusted, and keep it; asked for an example, keep nothing."""
    form = _form(request)
    if request.method != "POST":
        return _page(request, form, adjusting.chosen())
    form.is_valid()
    if form.strange():
        form.add_error(
            None, _("Deze kleur mag uw gemeente niet zelf aanpassen. Vraag de beheerder van het platform.")
        )
    if request.headers.get("HX-Target") == EXAMPLE:
        return render(request, "core/look/example.html", _example(form, form.given()))
    if EXAMPLE in request.POST and not form.errors:
        return _page(request, form, form.given())
    if not form.errors and form.is_stale():
        return _stale(request, form)
    if form.errors:
        return _page(request, form, form.given(), status=422)
    return _keep(request, form)


@staff(MAY)
@never_cache
@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """Show a page of the portal in the colours of the address."""
    given = _of_address(request)
    path = f"{reverse('look:example_sheet')}?{urlencode(given)}" if given else _base().stylesheet
    values = {"theme_stylesheet": path}
    if (name := request.GET.get(identity.LOGO)) is not None and adjusting.may_choose_logo():
        values["theme_logo"] = logos.paths(name).get("logo") or _base().logo
    return render(request, "core/look/preview.html", values)


@staff(MAY)
@never_cache
@require_safe
def example_sheet(request: HttpRequest) -> HttpResponse:
    """Answer the stylesheet with the colours of the address."""
    made = adjusting.adjusted(_base(), _of_address(request))
    if made is None:
        raise Http404
    return HttpResponse(made.asset.content, content_type="text/css; charset=utf-8")


@require_safe
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a stylesheet that this municipality adjusted; on any other host it is not there."""
    found = adjusting.sheet(current(), f"eigen-{name}.css")
    if found is None:
        raise Http404
    return files.send(request, found, "text/css; charset=utf-8")


sheet = access.public(sheet)


def _form(request: HttpRequest, data: Any = None) -> LookForm:
    base = adjusting.base_colours(current())
    allowed = [slot for slot in adjusting.allowed() if slot in base]
    if data is None and request.method == "POST":
        data = request.POST
    return LookForm(data, allowed=allowed, base=base, chosen=adjusting.chosen())


def _keep(request: HttpRequest, form: LookForm) -> HttpResponse:
    given = {} if "reset" in request.POST else form.given()
    try:
        operations.adjust(given, by=Actor("staff", str(getattr(request.user, "uuid", ""))))
    except NotAllowedError:
        return _stale(request, form)
    messages.success(
        request,
        _("Opgeslagen. Bezoekers zien het meteen.")
        if given
        else _("De huisstijl is weer zoals de beheerder van het platform die heeft gemaakt."),
    )
    return redirect("look:page")


def _stale(request: HttpRequest, sent: LookForm) -> HttpResponse:
    """Say what is otherwise by now; what was filled in stays, and goes through when it is sent once more."""
    form = _form(request, {**request.POST.dict(), "seen": sent.seen})
    now = {field.name: field.initial for field in form.colours()}
    changed = [
        (field.label, now[field.name], field.value())
        for field in form.colours()
        if field.value() != now[field.name]
    ]
    return _page(request, form, sent.given(), status=409, changed=changed or True)


def _page(
    request: HttpRequest, form: LookForm, given: dict[str, str], status: int = 200, **more: Any
) -> HttpResponse:
    values = {
        "form": form,
        "is_adjusted": bool(form.chosen),
        "may_choose_logo": adjusting.may_choose_logo(),
        **_example(form, given),
        **more,
    }
    return render(request, "core/look/page.html", values, status=status)


def _example(form: LookForm, given: dict[str, str]) -> dict[str, Any]:
    """Answer where the example is, and what was repaired."""
    made = adjusting.adjusted(_base(), given) if given else None
    named = [
        (identity.SLOTS[each.slot], each.before.hex, each.after.hex)
        for each in (made.changes if made else ())
        if each.slot in identity.SLOTS
    ]
    return {"example_url": f"{reverse('look:example')}?{urlencode(given)}", "repaired": named}


def _of_address(request: HttpRequest) -> dict[str, str]:
    allowed = adjusting.allowed()
    form = LookForm(
        request.GET,
        allowed=[each for each in allowed if each in request.GET],
        base=adjusting.base_colours(current()),
        chosen={},
    )
    form.is_valid()
    return form.given()


def _base() -> Look:
    return themes.look(current().theme)
