"""Show what the platform announces to whoever edits."""

from typing import Any

from django import template
from django.template import RequestContext

from portal.accounts import queries
from portal.core.access import is_verified_staff

register = template.Library()


@register.inclusion_tag("accounts/announcements.html", takes_context=True)
def announcements(context: RequestContext) -> dict[str, Any]:
    """Show the announcements that this person has not put away; each can be put away."""
    request = context.request
    found = queries.announcements_for(request.user) if is_verified_staff(request) else ()  # type: ignore[arg-type]
    return {"announcements": found, "csrf_token": context.get("csrf_token")}
