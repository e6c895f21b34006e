"""Let sessions of people slide and end, and lead them past what they must decide first; stands below messages and htmx.

Of visitors without a session nothing is asked, and of staff, whose sessions have no sign-in, nothing changes.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import BranchChoice, Ending, SignIn
from portal.accounts.operations import ending
from portal.accounts.queries import resolving
from portal.core.access import STAFF_PAGES
from tenants.access import audience_of
from tenants.registers.kinds import Audience

from .operations import carrying
from .operations import lasting as lasts
from .queries import lasting

SIGN_IN: Final = "sign_in:choose"
HEADER: Final = "X-Session-Expires-In"
GONE: Final = "_gone"
QUIET: Final = "session_quiet"
"""The mark of a view that is asked by a page itself: it is nothing that somebody does."""
ASKED: Final = "session_asked"
"""The mark of a view that is asked about the session itself: it tells that it has ended, and to the next page why."""
OPEN: Final = frozenset(
    {"session", "sign_ins", "acting", "branches", "sign_in", "door", "choices", "look", "themes"}
)
"""Namespaces whose pages people reach before all is decided; pages of the tree have none."""
SAFE: Final = frozenset({"GET", "HEAD"})
TOLD: Final[Mapping[Ending, Promise]] = {
    Ending.EXPIRED: _(
        "U bent uitgelogd omdat u 15 minuten niets heeft gedaan, of omdat u lang achter elkaar was ingelogd. "
        "Zo kan niemand anders bij uw gegevens."
    ),
    Ending.ELSEWHERE: _(
        "U bent uitgelogd. Dat hebt u gedaan in een andere browser of op een ander apparaat."
    ),
    Ending.PROVIDER: _("U bent uitgelogd bij de dienst waarmee u had ingelogd, en daarom ook hier."),
    Ending.CLOSED: _("De gemeente heeft u uitgelogd. Log opnieuw in."),
}
NOT_KEPT: Final = _("Wat u net verstuurde, is niet verwerkt. Vul het na het inloggen opnieuw in.")
KEPT: Final = _(
    "Wat u net verstuurde, is nog niet verwerkt. Wij hebben het bewaard: log in om verder te gaan."
)
OVER: Final = _("U mag niet meer namens deze persoon of organisatie handelen: de machtiging is afgelopen.")

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SignedInMiddleware:
    """End what is over before a view sees it; note afterwards that somebody did something."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self._noted(request, self.get_response(request))
        setattr(request, GONE, _gone(request))
        return self._noted(request, self.get_response(request))

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Answer in a view's place where something must be decided, or done again, first."""
        setattr(request, QUIET, getattr(view, QUIET, False))
        is_personal = audience_of(view) is Audience.SIGNED_IN
        gone: SignIn | None = getattr(request, GONE, None)
        if gone is not None and getattr(view, ASKED, False):
            _keep_cookie(request)
            return None
        if gone is not None:
            return _told(request, gone, is_personal=is_personal)
        wanted = "" if _is_open(request, is_personal=is_personal) else _first(request)
        return _lead(request, wanted) if wanted else None

    @staticmethod
    def _noted(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not hasattr(request, "session"):
            return response
        row = resolving.sign_in_of(request)
        if row is None or row.user.is_staff:
            return response
        now = timezone.now()
        seconds = (
            lasting.left(request, row, now=now)
            if getattr(request, QUIET, False)
            else lasts.note(request, row, now=now)
        )
        response[HEADER] = str(seconds)
        return response


def _gone(request: HttpRequest) -> SignIn | None:
    """Find the sign-in of a browser that does not know yet that it has ended; nobody is signed in from here on."""
    named = request.session.get(resolving.SESSION)
    if not named:
        gone = lasting.departed(request)
        if gone is not None and gone.ended_at is None:
            ending.end([gone], Ending.EXPIRED)
        return gone
    row = resolving.sign_in_of(request)
    if row is None:
        lasts.make_nobody(request)
        return _ended(str(named))
    if not lasting.left(request, row, now=timezone.now()):
        lasts.expire(request, row)
        return row
    return None


def _ended(named: str) -> SignIn | None:
    return SignIn.objects.select_related("mandate").filter(uuid=named).exclude(ended_at=None).first()


def _keep_cookie(request: HttpRequest) -> None:
    session: Any = request.session
    session.keeps_cookie, session.modified = True, False


def _told(request: HttpRequest, gone: SignIn, *, is_personal: bool) -> HttpResponseBase | None:
    """Tell why somebody is signed in no more; who asked for something personal signs in and finds it again."""
    text = TOLD.get(lasting.ending_of(gone))
    if text is None:
        return None
    if request.method == "POST" and is_personal:
        is_kept = carrying.put(request, gone)
        messages.warning(request, f"{text} {KEPT if is_kept else NOT_KEPT}")
        return _lead(request, reverse("session:resume") if is_kept else _here(request), signing_in=True)
    messages.warning(request, str(text))
    return _lead(request, _here(request), signing_in=True) if is_personal else None


def _is_open(request: HttpRequest, *, is_personal: bool) -> bool:
    """Tell whether a page is there for whoever has something to decide first; what is sent to a public one is too."""
    match = request.resolver_match
    if request.path_info.startswith(STAFF_PAGES) or match is None:
        return True
    if request.method not in SAFE and not is_personal:
        return True
    if match.namespaces:
        return match.namespaces[0] in OPEN
    return not (is_personal or str(match.url_name).startswith("pages-"))


def _first(request: HttpRequest) -> str:
    """Answer the page where somebody must decide something first; empty when there is nothing."""
    row = resolving.sign_in_of(request)
    if row is None:
        return ""
    if row.mandate is not None and resolving.is_past(row.mandate.ends_at):
        messages.warning(request, str(OVER))
        return reverse("acting:choose")
    return reverse("branches:choose") if row.branch_choice == BranchChoice.OPEN else ""


def _lead(request: HttpRequest, where: str, *, signing_in: bool = False) -> HttpResponseBase:
    """Lead a browser elsewhere; htmx would put that in the midst of a page, so the page goes there as a whole."""
    if signing_in:
        url = f"{_sign_in_url()}?{urlencode({REDIRECT_FIELD_NAME: where})}"
    else:
        url = f"{where}?{urlencode({REDIRECT_FIELD_NAME: _here(request)})}"
    if getattr(request, "htmx", None):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _sign_in_url() -> str:
    try:
        return reverse(SIGN_IN)
    except NoReverseMatch:  # where nobody but staff signs in
        return str(settings.LOGIN_URL)


def _here(request: HttpRequest) -> str:
    """Answer where the page is that somebody looks at, as a path on this host."""
    htmx: Any = getattr(request, "htmx", None)
    if htmx and htmx.current_url:
        told = urlsplit(htmx.current_url)._replace(scheme="", netloc="", fragment="").geturl()
        return told if url_has_allowed_host_and_scheme(told, allowed_hosts=None) else "/"
    return request.get_full_path()
