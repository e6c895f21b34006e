"""Make `Site.objects.get_current()` answer with the entered tenant's site (tenancy V9).

Django keeps sites in a process-wide cache by key or host; that cache stays empty here.
"""

from typing import Any

from django.contrib.sites.models import SITE_CACHE, Site, SiteManager
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest

from .entry import current


def current_site() -> Site:
    """Answer the entered tenant's site: made once for each time that it is entered.

    :raises NoTenantError: when none is.
    """
    here: Any = connections[DEFAULT_DB_ALIAS]  # looked up once: a page asks for its site again and again
    if here.site is None or here.site[0] is not here.tenant:
        tenant = current()
        here.site = tenant, tenant.site
    found: Site = here.site[1]
    return found


def install() -> None:
    """Replace the manager's two look-ups."""

    def get_current(self: SiteManager, request: HttpRequest | None = None) -> Site:
        return current_site()

    def get_site_by_id(self: SiteManager, site_id: int) -> Site:
        site = current_site()
        return site if site.pk == site_id else Site.objects.get(pk=site_id)

    SiteManager.get_current = get_current  # type: ignore[method-assign]
    SiteManager._get_site_by_id = get_site_by_id  # type: ignore[attr-defined]
    SITE_CACHE.clear()
