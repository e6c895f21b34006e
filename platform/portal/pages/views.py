"""What machines ask of a site: robots.txt, sitemap.xml, security.txt; of each municipality its own."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.core import adjusting
from portal.core import queries as settings_of
from portal.core.links import absolute
from tenants.access import public
from tenants.entry import current
from tenants.types import Kind, State
from themes import queries as themes

from . import sitemap as sites

PLAIN = "text/plain; charset=utf-8"
VALID = datetime.timedelta(days=180)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what search engines may read: nothing of a demonstration or of a portal that is being tried out."""
    tenant = current()
    if tenant.state is State.TRIAL or tenant.kind is Kind.SANDBOX:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type=PLAIN)
    lines = ("User-agent: *", "Disallow: /beheer/", f"Sitemap: {absolute('/sitemap.xml')}")
    return HttpResponse("\n".join((*lines, "")), content_type=PLAIN)


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that look in the usual place to the icon of the municipality: its own, else that of its theme."""
    return redirect(themes.favicon(adjusting.look_with_logo(current())))


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List all public pages in all languages (requirement P-254)."""
    return render(
        request, "pages/sitemap.xml", {"addresses": sites.addresses()}, content_type="application/xml"
    )


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where somebody who finds a weakness can report it (RFC 9116)."""
    email = settings_of.contact().email
    lines = (
        f"Contact: mailto:{email}" if email else f"Contact: {absolute('/contact/')}",
        f"Expires: {(timezone.now() + VALID).date().isoformat()}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {absolute('/.well-known/security.txt')}",
    )
    return HttpResponse("\n".join((*lines, "")), content_type=PLAIN)
