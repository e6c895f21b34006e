"""The one place where the content security policy is loosened (architecture P3).

Django's admin and the CMS's edit mode style elements by attribute and in `<style>`; on their pages, which
only staff sees, that is allowed. Scripts stay ours or bear a nonce; nothing comes from another host; there is no
`unsafe-inline` for scripts and no `unsafe-eval`. Our own pages below /beheer/ keep the policy of all pages.
"""

from collections.abc import Callable
from typing import Final

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponseBase

from . import access

LOOSENED: Final = {
    "script-src": [SELF, NONCE],
    "style-src-elem": [SELF, NONCE],
    "style-src-attr": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
}
FRAMED: Final = {"frame-src": [SELF]}
"""The pages of the house style and of letters show a page of this host in a frame."""
LETTER: Final = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [NONE],
    "style-src-attr": [UNSAFE_INLINE],
    "font-src": [NONE],
    "connect-src": [NONE],
    "img-src": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
}
"""A letter as mail programs show it bears its style in its elements; it can do nothing at all."""


SHOWN: Final = frozenset({200, 409, 422})
"""With which statuses a page with an example is shown: also when it asks again."""


class StaffPolicyMiddleware:
    """Give third-party staff pages the loosened policy; stands below django-csp's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        path = request.path_info
        is_ours = path.startswith(access.OWN_STAFF_PAGES)
        if access.is_for_verified_staff(path) and not is_ours and is_page(response):
            response._csp_replace = LOOSENED  # type: ignore[attr-defined]  # as django-csp's decorators do
        if path in (access.LOOK_PAGES, access.LOGO_PAGE) and response.status_code in SHOWN:
            response._csp_replace = FRAMED  # type: ignore[attr-defined]
        if path.startswith(access.MAIL_PAGES) and is_page(response):
            is_letter = path.endswith(access.MAIL_EXAMPLE)
            response._csp_replace = LETTER if is_letter else FRAMED  # type: ignore[attr-defined]
        return response


def is_page(response: HttpResponseBase) -> bool:
    """Tell whether a library made a page; what leads elsewhere, and error pages, keep the policy of all pages."""
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
