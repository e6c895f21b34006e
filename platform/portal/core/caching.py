"""Who may keep a page: nobody what is personal, and nobody but the visitor's browser anything else.

Files of themes and static files say themselves that anybody may keep them; they are answered higher up.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from tenants import headers

from .access import STAFF_PAGES

ADJUSTED: Final = "/thema/eigen-"
PUBLIC: Final = "private, no-cache"
"""A browser may keep it for its way back; a cache that people share may not."""


class PageCachingMiddleware:
    """Stands above sessions and forms, so that it sees every cookie that they set (attack T37)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(ADJUSTED) and response.status_code == 200:
            return response  # named after its content, and answered to anybody
        if is_personal(request, response):
            headers.keep_private(response)
        else:
            response.headers.setdefault("Cache-Control", PUBLIC)
        patch_vary_headers(response, ["Cookie"])
        return response


def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether an answer is for one person: staff's, with a session, or one that sets a cookie.

    A page with the token of a form always sets the cookie that belongs to it.
    """
    return (
        request.path_info.startswith(STAFF_PAGES)
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or bool(response.cookies)
    )
