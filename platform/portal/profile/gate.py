"""Send who has signed in to what must be filled in or confirmed first (P-040, P-042), and let them back after it."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.module_loading import import_string

from portal.profile import links, queries
from portal.profile.queries import Profile
from tenants import features

FEATURE: Final = "profile"
STEP: Final = "profile:necessary"
VERIFY: Final = "profile:verify"
SAFE: Final = frozenset({"GET", "HEAD"})
OPEN: Final = frozenset({STEP, VERIFY, "profile:confirm", "profile:erase", "favicon", "robots", "security"})
"""What somebody may always do: fill in, confirm, and delete it all."""
OPEN_SPACES: Final = frozenset(
    {
        "acting",
        "branches",
        "choices",
        "door",
        "holdings",
        "local",
        "look",
        "session",
        "sign_in",
        "sign_ins",
        "themes",
    }
)
"""Namespaces of the same: signing out, acting for another, what is kept of somebody, and files of the look."""


class NecessaryMiddleware:
    """Stands below who resolves the page; costs visitors nothing, and who has signed in one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Look whether something is missing, and where that is filled in."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not features.is_on(FEATURE):
            return None
        if not _is_guarded(request):
            return None
        step = next_step(request)
        url = links.find(step) if step else ""
        if not url or _is_open(request, step):
            return None
        return _sent(request, url)


def next_step(request: HttpRequest) -> str:
    """Name the step that somebody must take first; empty when there is none."""
    profile = queries.of(request)
    if profile is None or profile.is_for_another or profile.whose.must_choose_branch:
        return ""
    return step_of(profile)


def step_of(profile: Profile) -> str:
    """Name the step that a profile lacks; empty when it is complete."""
    if profile.missing:
        return STEP
    if profile.chosen.email_verification_required and not profile.has_verified_email:
        return VERIFY
    return ""


def _is_guarded(request: HttpRequest) -> bool:
    match = request.resolver_match
    user: Any = request.user
    return match is not None and user.is_authenticated and not user.is_staff


def _is_open(request: HttpRequest, step: str) -> bool:
    match = request.resolver_match
    assert match is not None
    name = ":".join(
        [*match.app_names, match.url_name or ""]
    )  # an editor may have given the page another namespace
    if name in OPEN or OPEN_SPACES & set(match.app_names):
        return True
    if step == VERIFY and name == "profile:edit":
        return True  # where an address with a mistake in it is put right
    named = import_string(settings.PORTAL_NAVIGATION)(request).named.values()
    return request.path in {link.url for link in named}  # privacy, accessibility, contact


def _sent(request: HttpRequest, url: str) -> HttpResponseBase:
    if request.method in SAFE:
        url = f"{url}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
