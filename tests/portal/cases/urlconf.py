"""URLs of a municipality that has mounted the cases at `mijn-zaken/`."""

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any

from cms.urls import LazyURLResolver
from cms.urls import urlpatterns as cms_patterns
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config.urls import portal
from tenants.types import TenantRef

BUILDER = "tests.portal.cases.urlconf"


def revision(tenant: TenantRef) -> Hashable:
    """Say that these URLs never change."""
    return "cases"


@cache
def build(revision: Any) -> tuple[Sequence[Any], Sequence[Any]]:
    """Build them."""
    pages = [pattern for pattern in cms_patterns if not isinstance(pattern, LazyURLResolver)]
    mounted = i18n_patterns(
        path("mijn-zaken/", include("portal.cases.urls")), *pages, prefix_default_language=False
    )
    return [*portal.urlpatterns, *mounted], ()
