"""Read the page tree: the menu, the way to a page, what can be found."""

from typing import Any

from cms.models import Page, PageUrl
from cms.toolbar.utils import get_object_preview_url
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from portal.core.types import Link, MenuEntry, Navigation
from tenants.entry import current

from . import apphooks, tree
from .types import PublishedPage, Revision


def navigation(request: HttpRequest) -> Navigation:
    """Answer what the frame of a page shows of the tree: it came with the request's URLs, without a query."""
    revision = getattr(getattr(request, "urlconf", None), "revision", None)
    pages = revision.open_pages if isinstance(revision, Revision) else []
    here = list(tree.in_language(pages, get_language() or settings.LANGUAGE_CODE))
    named = {page.name: Link(page.title, url_of(page)) for page in here}
    return Navigation(
        menu=tuple(_entry(page, request.path) for page in here if page.in_menu and not page.is_home),
        named={name: named[name] for name in tree.NAMED if name in named},
        alternates=_alternates(request),
        edit_url=_edit_url(request),
    )


def page_at(path: str) -> Page | None:
    """Find the published page at a path, with its addresses in all languages: one query.

    Two pages may have one path in different languages; that of the active language is meant.
    """
    here = PageUrl.objects.filter(path=path).values("page")
    urls: dict[Page, dict[str, Any]] = {}
    for url in PageUrl.objects.filter(page__in=here).select_related("page"):
        urls.setdefault(url.page, {})[url.language] = url
    active = get_language()
    found = sorted(urls, key=lambda page: getattr(urls[page].get(active), "path", None) != path)
    if not found:
        return None
    page = found[0]
    page.urls_cache = urls[page]
    return page


def published() -> list[PublishedPage]:
    """List all that anybody may read, in all languages."""
    return [page for page in tree.every() if is_open(page)]


def is_published(name: str) -> bool:
    """Tell whether anybody can read the Dutch page with this fixed name."""
    return any(page.name == name and page.language == settings.LANGUAGE_CODE for page in published())


def ancestors(page: Page, language: str) -> list[Link]:
    """List the published pages above a page, from the top; no query at the top itself."""
    paths = [page.path[:length] for length in range(Page.steplen, len(page.path), Page.steplen)]
    return _links(tree.at(paths), language) if paths else []


def children(page: Page, language: str) -> list[Link]:
    """List the published pages directly below a page; no query where there are none."""
    return _links(tree.below(page.path, page.depth), language) if page.numchild else []


def is_open(page: PublishedPage) -> bool:
    """Tell whether anybody may see a page: its feature is on, and nobody has to sign in for it."""
    return not page.login_required and (not page.apphook or apphooks.is_on(page.apphook, current().features))


def url_of(page: PublishedPage) -> str:
    """Answer the address of a page in its own language."""
    return tree.address(page.language, page.path)


def title_of(content: Any) -> str:
    """Answer what stands in a menu for a page."""
    return str(content.menu_title or content.title)


def _links(pages: tuple[PublishedPage, ...], language: str) -> list[Link]:
    return [Link(page.title, url_of(page)) for page in tree.in_language(filter(is_open, pages), language)]


def _entry(page: PublishedPage, path: str) -> MenuEntry:
    url = url_of(page)
    return MenuEntry(page.title, url, current=path == url or ("section" if path.startswith(url) else False))


def _page_shown(request: HttpRequest) -> Page | None:
    """Answer the CMS page that is being shown, without looking for one."""
    page = getattr(request, "current_page", None)
    return page if type(page) is Page else None  # not isinstance: that would make a lazy one look


def _edit_url(request: HttpRequest) -> str:
    page = _page_shown(request)
    content = page.page_content_cache.get(get_language()) if page else None
    if content is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return str(get_object_preview_url(content))


def _alternates(request: HttpRequest) -> dict[str, str]:
    page = _page_shown(request)
    if page is None or not page.urls_cache:
        return {}
    return {
        language: tree.address(language, url.path)
        for language, url in page.urls_cache.items()
        if url is not None and url.path is not None
    }
