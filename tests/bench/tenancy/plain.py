"""The arm without walls: the portal as if there were one municipality, and nothing to keep apart.

Named by `config.settings.bench_single`. Nothing here is about safety: it is what the walls are compared with.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.sites.models import Site
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.urls import set_urlconf

from portal.pages import urls
from tests.bench.tenancy import places


class FixedUrlconf:
    """The URLs of the one site: built once. Django knows it by identity, as it knows a module."""

    def __init__(self, revision: Any) -> None:
        self.revision = revision
        self.urlpatterns, self.mounts = urls.build(revision)


class OneMunicipalityMiddleware:
    """Tell who the one municipality is, and read its menu: what a site of its own would do as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.tenant = places.reference(places.SINGLE)
        self.site = Site(pk=self.tenant.site_pk, domain=self.tenant.host, name=self.tenant.name)
        self.urlconf: FixedUrlconf | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        connection.tenant = self.tenant  # type: ignore[attr-defined]  # the stock connection knows of none
        menu = urls.revision(self.tenant)
        if self.urlconf is None:
            self.urlconf = FixedUrlconf(menu)
        self.urlconf.revision = menu
        request.tenant, request.site = self.tenant, self.site  # type: ignore[attr-defined]
        request.urlconf = self.urlconf  # type: ignore[assignment]
        # A site of its own has its pages in ROOT_URLCONF: what middleware looks up goes through all of them.
        set_urlconf(self.urlconf)  # type: ignore[arg-type]
        return self.get_response(request)
