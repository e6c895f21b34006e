"""The page that a visitor sees while a municipality asks more of the web processes than its share (fault F53)."""

import functools

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, gettext, override

from tenants.retrying import SAFE
from tenants.types import TenantRef
from themes import queries as themes


def page(request: HttpRequest, tenant: TenantRef) -> HttpResponse:
    """Make the page, without a query: it is made when there is much to do."""
    language = get_language_from_path(request.path_info) or "nl"
    return HttpResponse(_html(tenant.name, tenant.theme, language, request.method not in SAFE))


@functools.lru_cache(maxsize=512)
def _html(name: str, theme: str, language: str, was_sent: bool) -> str:
    """Render the page once for all whom it is the same for: a refusal must cost next to nothing."""
    with override(language):
        context = {
            **themes.context(theme),
            "name": name,
            "site_name": gettext("Gemeente %s") % name,
            "was_sent": was_sent,
        }
        return render_to_string("core/busy.html", context)
