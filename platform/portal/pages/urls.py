"""Builds a municipality's URLs: the part that all share, its pages with an apphook, the CMS's catch-all.

The revision of a tenant's URLs is what they are made of: the published pages that carry an apphook, and which
apphooks the operators have switched off. Equal revisions, equal URLs; there is nothing to reload. The one query that
finds this out brings the menu too, so that the frame of a page costs no query of its own.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from cms.apphook_pool import apphook_pool
from cms.urls import urlpatterns as cms_patterns
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language

from tenants.access import public
from tenants.types import TenantRef

from . import tree
from .apphooks import is_on
from .types import PublishedPage, Revision

MOST = 256
"""So many sets of mounted pages are remembered."""
PAGES = ("pages-details-by-slug", "pages-root")


class PageMount(URLResolver):
    """A page that carries an apphook: the app's own URL patterns, under the page's path in each language."""

    def __init__(self, page: PublishedPage, app_name: str | None) -> None:
        self.page_id, self.login_required = page.page_id, page.login_required
        self.by_language: dict[str, list[URLResolver]] = {}
        namespace = page.namespace or app_name if app_name else None
        super().__init__(RoutePattern(""), [], app_name=app_name, namespace=namespace)

    @property
    def url_patterns(self) -> list[URLResolver]:  # type: ignore[override]  # the parent remembers those of one language
        """List the patterns in the active language."""
        return self.by_language.get(get_language() or settings.LANGUAGE_CODE, [])

    urlconf_module = url_patterns


class SharedPart(URLResolver):
    """A part of the tree that all tenants share: worked out once per language, not once per tenant.

    Django's `_populate()` has no memory of its own: a parent calls it again on every child.
    """

    def _populate(self) -> None:
        if get_language() not in self._reverse_dict:
            super()._populate()


def revision(tenant: TenantRef) -> Revision:
    """Answer the revision of the entered tenant's URLs."""
    pages = tree.top()
    hooks = {page.apphook for page in pages if page.apphook}
    return Revision(pages, frozenset(hook for hook in hooks if not is_on(hook, tenant.features)))


def build(revision: Revision) -> tuple[Sequence[Any], Sequence[PageMount]]:
    """Build the URL patterns of a revision, and its mounted pages: what lies deeper comes first."""
    hooked = tuple(page for page in revision.pages if page.apphook)
    return _built(tuple(page._replace(title="", in_menu=False) for page in hooked), revision.switched_off)


@lru_cache(MOST)
def _built(
    pages: tuple[PublishedPage, ...], switched_off: frozenset[str]
) -> tuple[Sequence[Any], Sequence[PageMount]]:
    """Build what mounted pages make: municipalities that have the same pages at the same places share it.

    It holds nothing but what it is asked for with. A new municipality's first page so finds it worked out.
    """
    mounts: dict[int, PageMount] = {}
    for page in reversed(pages):
        app = apphook_pool.get_apphook(page.apphook)
        if app is None:
            continue
        is_off = page.apphook in switched_off
        mount = mounts.setdefault(page.page_id, PageMount(page, None if is_off else app.app_name))
        patterns = [_nothing_here()] if is_off else list(_patterns(app, page.language))
        route = RoutePattern(f"{page.path}/" if page.path else "")
        mount.by_language[page.language] = [URLResolver(route, patterns)]
    mounted = tuple(mounts.values())
    local = i18n_patterns(*mounted, *_pages(), prefix_default_language=False)
    return [*_shared(), *map(_once, local)], mounted


@public
def switched_off(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer below a page whose feature is off: it is as if the page were not there.

    :raises Http404: always.
    """
    raise Http404


def _nothing_here() -> URLPattern:
    return re_path(r"^(?P<path>.*)$", switched_off)


def _patterns(app: Any, language: str) -> Iterable[Any]:
    for urls in app.get_urls(None, language):
        yield from import_module(urls).urlpatterns if isinstance(urls, str) else urls


@cache
def _shared() -> tuple[Any, ...]:
    return tuple(_once(pattern) for pattern in import_module(settings.ROOT_URLCONF).urlpatterns)


@cache
def _pages() -> tuple[Any, ...]:
    """Take the pages alone of `cms.urls`.

    Its resolver for apphooks freezes those of the first tenant; its sign-in page asks no second factor; the
    wizard stands below /beheer/.
    """
    return tuple(p for p in cms_patterns if isinstance(p, URLPattern) and p.name in PAGES)


def _once(pattern: Any) -> Any:
    if not isinstance(pattern, URLResolver):
        return pattern
    return SharedPart(
        pattern.pattern, pattern.urlconf_name, pattern.default_kwargs, pattern.app_name, pattern.namespace
    )
