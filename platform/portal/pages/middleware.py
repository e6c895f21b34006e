"""What must be known of the page before its view runs."""

from collections.abc import Callable
from typing import Any, cast

from cms.middleware.toolbar import ToolbarMiddleware
from cms.toolbar.toolbar import CMSToolbar
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, empty

from portal.core import access

from . import queries

CMS_PAGES = frozenset({"pages-root", "pages-details-by-slug"})
EDITING = "cms_placeholder_render_object_"
"""How the names of the CMS's own views start that show a page to its editor."""
FOUND = 302


class LeadingToolbarMiddleware(ToolbarMiddleware):
    """Make no toolbar for who has none: the CMS would for everybody, just to see whether a page may be kept.

    That takes as long as some queries. Nor is a toolbar needed for what only leads elsewhere: no browser keeps such an
    answer unless it is told to.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Let who may have a toolbar switch it on and off; a visitor has no session to remember that in."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            super().process_request(request)
        else:
            request.toolbar = SimpleLazyObject(lambda: CMSToolbar(request))  # type: ignore[attr-defined]

    def is_edit_mode(self, request: HttpRequest) -> bool:
        """Tell whether this is the CMS's own view for editing; those of citizens are not looked up for it."""
        return access.is_for_verified_staff(request.path_info) and super().is_edit_mode(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Look whether it may be kept."""
        if response.status_code == FOUND or _is_without(request):
            return response
        return cast(HttpResponseBase, super().process_response(request, response))


def _is_without(request: HttpRequest) -> bool:
    """Tell whether there is no toolbar, and no placeholder that might have told it that a page may not be kept."""
    user: Any = request.user
    return getattr(request.toolbar, "_wrapped", None) is empty and not user.is_staff  # type: ignore[attr-defined]


class ApphookPermissionMiddleware:
    """Guard what libraries serve: staff pages by a second factor, an apphook by its page's demand to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Look at what was resolved; costs no query, but for the page itself where it is one of the CMS."""
        match = request.resolver_match
        if match is None:
            return None
        if access.is_for_verified_staff(request.path_info) and not access.is_verified_staff(request):
            return redirect_to_login(request.get_full_path())
        if match.url_name in CMS_PAGES and not match.namespaces:
            # The CMS takes this instead of looking itself, which would cost a query more.
            request._current_page_cache = queries.page_at(kwargs.get("slug", ""))  # type: ignore[attr-defined]
        if (match.url_name or "").startswith(EDITING):
            request.skeleton = "pages/editing.html"  # type: ignore[attr-defined]
        for mount in getattr(request.urlconf, "mounts", ()):
            if (
                mount.login_required
                and mount.namespace in match.namespaces
                and not request.user.is_authenticated
            ):
                return redirect_to_login(request.get_full_path(), login_url=reverse(access.CITIZENS_DOOR))
        return None
