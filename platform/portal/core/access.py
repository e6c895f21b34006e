"""Access decisions of the portal's own views, each made where the view stands (architecture P2)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tenants.access import mark
from tenants.registers.kinds import Audience

type View = Callable[..., HttpResponseBase]
CITIZENS_DOOR: Final = "sign_in:choose"
"""The page where citizens and companies choose how to sign in."""
STAFF_PAGES: Final = "/beheer/"
OPEN_STAFF_PAGES: Final = tuple(f"{STAFF_PAGES}{name}/" for name in ("login", "mfa", "uitnodiging", "logout"))
"""Our own pages below it, which lead to having a second factor, or away from it."""
LOOK_PAGES: Final = f"{STAFF_PAGES}huisstijl/"
LOGO_PAGE: Final = f"{LOOK_PAGES}logo/"
MAIL_PAGES: Final = f"{STAFF_PAGES}mailteksten/"
MAIL_EXAMPLE: Final = "/voorbeeld/"
"""How the page ends that shows a letter as mail programs do."""
OWN_STAFF_PAGES: Final = (
    f"{STAFF_PAGES}logboek/",
    f"{STAFF_PAGES}uitgaand/",
    f"{STAFF_PAGES}inwoners/",
    f"{STAFF_PAGES}inlogdienst/",
    f"{STAFF_PAGES}zaaktypen/",
    LOOK_PAGES,
    MAIL_PAGES,
)
"""Our own pages below it that ask for a second factor; they keep the policy of all pages (`csp`)."""


def signed_in(view: View) -> View:
    """Let in whoever has signed in; send others to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), login_url=reverse(CITIZENS_DOOR))

    return mark(guarded, Audience.SIGNED_IN)


def staff(permission: str = "") -> Callable[[View], View]:
    """Let in staff that showed a second factor in this session.

    :param permission: `app_label.codename` that they need besides.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not is_verified_staff(request):
                return redirect_to_login(request.get_full_path())
            if permission and not cast(Any, request.user).has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return mark(guarded, Audience.STAFF)

    return decorate


def is_verified_staff(request: HttpRequest) -> bool:
    """Tell whether a request comes from staff with a second factor; `is_verified` comes from the middleware."""
    user: Any = request.user
    return bool(user.is_authenticated and user.is_active and user.is_staff and user.is_verified())


def is_for_verified_staff(path: str) -> bool:
    """Tell whether a path belongs to staff with a second factor, whoever made the view behind it."""
    return path.startswith(STAFF_PAGES) and not path.startswith(OPEN_STAFF_PAGES)


def next_url(request: HttpRequest, default: str) -> str:
    """Answer where a form should lead to: the `next` of the request if it stays on this host (P-004)."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed else default
