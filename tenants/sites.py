"""Make `Site.objects.get_current()` answer with the entered tenant's site (tenancy V9).

Django keeps sites in a process-wide cache by key or host; that cache stays empty here.
"""

from django.contrib.sites.models import SITE_CACHE, Site, SiteManager
from django.http import HttpRequest

from .entry import current


def install() -> None:
    """Replace the manager's two look-ups."""

    def get_current(self: SiteManager, request: HttpRequest | None = None) -> Site:
        return current().site

    def get_site_by_id(self: SiteManager, site_id: int) -> Site:
        site = current().site
        return site if site.pk == site_id else Site.objects.get(pk=site_id)

    SiteManager.get_current = get_current  # type: ignore[method-assign]
    SiteManager._get_site_by_id = get_site_by_id  # type: ignore[attr-defined]
    SITE_CACHE.clear()
