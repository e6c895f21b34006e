"""The page that a visitor sees while a municipality asks more of the web processes than its share (fault F53)."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, gettext, override

from tenants.retrying import SAFE
from tenants.types import TenantRef
from themes import queries as themes


def page(request: HttpRequest, tenant: TenantRef) -> HttpResponse:
    """Make the page, without a query: it is made when there is much to do."""
    with override(get_language_from_path(request.path_info) or "nl"):
        context = {
            **themes.context(tenant.theme),
            "name": tenant.name,
            "site_name": gettext("Gemeente %s") % tenant.name,
            "was_sent": request.method not in SAFE,
            "again": request.get_full_path(),
        }
        return HttpResponse(render_to_string("core/busy.html", context))
