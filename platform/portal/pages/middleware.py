"""What must be known of the page before its view runs."""

from collections.abc import Callable
from typing import Any, cast

from cms.middleware.toolbar import ToolbarMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from portal.core import access

from . import queries

CMS_PAGES = frozenset({"pages-root", "pages-details-by-slug"})
EDITING = "cms_placeholder_render_object_"
"""How the names of the CMS's own views start that show a page to its editor."""
FOUND = 302


class LeadingToolbarMiddleware(ToolbarMiddleware):
    """Make no toolbar for what only leads elsewhere: the CMS would just to see whether a page may be kept.

    No browser keeps such an answer unless it is told to.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Look whether it may be kept."""
        if response.status_code == FOUND:
            return response
        return cast(HttpResponseBase, super().process_response(request, response))


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
