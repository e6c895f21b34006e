"""The page that visitors and staff see during maintenance: why, and until when (requirement C-037).

It knows nothing but what the directory told, and so it is there while everything else is being worked on.
"""

import math
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language_from_path, gettext, override

from tenants.types import Notice, TenantRef
from themes import queries as themes

SOON: Final = 60
UNKNOWN: Final = 600
"""Seconds after which to come back, when nobody knows the end."""


def page(request: HttpRequest, tenant: TenantRef) -> HttpResponse:
    """Make the page, without a query."""
    now = timezone.now()
    language = get_language_from_path(request.path_info) or "nl"
    with override(language):
        html = render_to_string("core/maintenance.html", _context(tenant, language, now))
    response = HttpResponse(html, status=503)
    response["Retry-After"] = str(_seconds(tenant.notice, now))
    response["Cache-Control"] = "no-store"
    return response


def _context(tenant: TenantRef, language: str, now: datetime) -> dict[str, object]:
    notice = tenant.notice
    in_english = language == "en" and bool(notice.english)
    return {
        **themes.context(tenant.theme),
        "name": tenant.name,
        "site_name": gettext("Gemeente %s") % tenant.name,
        "text": notice.english if in_english else notice.dutch,
        "text_language": "en" if in_english else "nl",
        "ends_at": timezone.localtime(notice.ends_at) if notice.ends_at and notice.ends_at > now else None,
    }


def _seconds(notice: Notice, now: datetime) -> int:
    if notice.ends_at is None:
        return UNKNOWN
    return max(SOON, math.ceil((notice.ends_at - now).total_seconds()))
