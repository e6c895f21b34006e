"""One kind of cases: what citizens see of it, of its steps, results and documents."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.cases.forms import KindForm
from portal.cases.operations import configuring
from portal.cases.queries import carried, known, written
from portal.cases.queries.overview import address_of, key_in

from .access import CHANGE, SEE, actor, managers, recorded, user_of


@managers(SEE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest) -> HttpResponse:
    """Show what was set of a kind of cases, and change it."""
    found = known.one(key_in(request.GET.dict()))
    if found is None:
        raise Http404
    may_change = user_of(request).has_perm(CHANGE)
    parts = known.parts_of([found])[found.key]
    value = carried.complete(written.one_set(found.key), parts)
    form = KindForm(value, request.POST if request.method == "POST" and may_change else None)
    if request.method == "POST" and may_change and form.is_valid():
        with recorded(request):
            is_new = configuring.put(form.wanted(), by=actor(request))
        if is_new:
            messages.success(request, _("Uw wijzigingen zijn opgeslagen. Inwoners zien ze meteen."))
        else:
            messages.info(request, _("Er was niets gewijzigd."))
        return redirect(f"{reverse('case_types:one')}?{address_of(found.key)}")
    told = {(each.name, each.order): each for each in parts.steps}
    values = {
        "found": found,
        "form": form,
        "steps": [(each, told.get((each.name, each.value["order"]))) for each in form.of("steps")],
        "results": form.of("results"),
        "documents": form.of("documents"),
        "may_change": may_change,
        "query": address_of(found.key),
        "was_sent": request.method == "POST",
    }
    return render(
        request, "cases/admin/one.html", values, status=403 if _is_refused(request, may_change) else 200
    )


def _is_refused(request: HttpRequest, may_change: bool) -> bool:
    return request.method == "POST" and not may_change
