"""What citizens see of a kind of cases, by a case that is made up: no system is asked, nobody's data is shown."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.cases import examples
from portal.cases.queries import asking, known
from portal.cases.queries.overview import address_of, key_in

from .access import SEE, managers


@managers(SEE)
@never_cache
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show it in the list and on its own page, where it stands at the step that was chosen."""
    found = known.one(key_in(request.GET.dict()))
    if found is None:
        raise Http404
    parts = known.parts_of([found])[found.key]
    places = examples.places(parts)
    chosen = next((one for one in places if one.key == request.GET.get("stand")), next(iter(places), None))
    options = asking.options_of(asking.settings())
    query = address_of(found.key)
    values = {
        "found": found,
        "query": query,
        "places": [(one.label, f"?{query}&stand={one.key}", one == chosen) for one in places],
        "file": examples.file_at(chosen, found, parts, options) if chosen else None,
    }
    return render(request, "cases/admin/preview.html", values)
