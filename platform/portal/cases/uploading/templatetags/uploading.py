"""What the page of a case shows of adding documents."""

from typing import Any

from django import template
from django.middleware.csrf import get_token

from portal.cases.access import asker_of
from portal.cases.filing import File
from portal.cases.uploading import views
from portal.cases.uploading.queries import offering, sent
from portal.cases.uploading.types import Place

register = template.Library()


@register.inclusion_tag("cases/uploading/panel.html", takes_context=True)
def uploading(context: dict[str, Any], file: File) -> dict[str, Any]:
    """Show what somebody sent for a case, and the form where it takes more."""
    request = context["request"]
    place = Place(file.case.connection, file.case.uuid)
    offer = offering.offer_of(file)
    if file.is_example:  # nobody sent anything for it, and nobody sends anything from it
        form = views.form_of(offer) if offer and offer.kinds else None
        return {"offer": offer, "form": form, "place": place, "is_example": True}
    told = sent.of_case(asker_of(request), place)
    return {
        **views.sent_context(told, place),
        "offer": offer,
        "form": views.form_of(offer) if offer and offer.kinds else None,
        "place": place,
        "csrf_token": get_token(request) if offer else "",
    }
