"""Who may see a view of the console, and what asks again who it is, declared where the view stands.

C-002 and C-003.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.access import mark
from tenants.registers.kinds import Audience

from . import identity
from .models import Operator
from .types import Role

ROLE = "role"
PROOF = "asks_for_proof"
TYPED = "typed"
READING = {"GET", "HEAD"}


class ConsoleRequest(HttpRequest):
    """A request of an operator who is signed in; what views behind `operator_required` get."""

    operator: Operator
    typed: dict[str, Any]
    """What was in a form that was not carried out because of its age; behind `recently_authenticated` only."""


type View[**P] = Callable[Concatenate[ConsoleRequest, P], HttpResponseBase]


def operator_required[**P](role: Role, change: Role | None = None) -> Callable[[View[P]], View[P]]:
    """Let operators with a role see a view; others are asked to sign in, or refused.

    :param role: what reading asks for.
    :param change: what anything but reading asks for; the same when left out.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ConsoleRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.operator:
                return _to_sign_in(request)
            needed = role if request.method in READING else change or role
            if not request.operator.may(needed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        setattr(guarded, ROLE, (role, change or role))
        return cast(View[P], mark(guarded, Audience.OPERATOR))

    return decorate


def recently_authenticated[**P](
    *, page: str = "", keep: tuple[str, ...] = ()
) -> Callable[[View[P]], View[P]]:
    """Ask for password and second factor again when this session gave them too long ago (C-003).

    Stands right below `operator_required`. A page is asked for before it is shown, so that nothing is typed
    in vain. A form that comes too late is not carried out, now or later: the operator gets its page again
    and sends it himself.

    :param page: the view that shows the form, for a view that only takes one.
    :param keep: the fields that are filled in again then, in `request.typed`; never a secret.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ConsoleRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            own = request.get_full_path() if request.method in READING or not page else ""
            back = own or reverse(f"console:{page}", kwargs=kwargs)
            if not identity.proven_lately(request):
                return _to_proof(request, back, keep)
            request.typed = _take_back(request, back) if request.method in READING else {}
            return view(request, *args, **kwargs)

        setattr(guarded, PROOF, True)
        return cast(View[P], guarded)

    return decorate


def asks_for_proof(view: Callable[..., Any]) -> bool:
    """Tell whether a view asks again who it is when that was long ago."""
    return bool(getattr(view, PROOF, False))


def roles_of(view: Callable[..., Any]) -> tuple[Role, Role] | None:
    """Answer which roles reading and changing ask for; None when the view is nobody's."""
    found = getattr(view, ROLE, None)
    return found if isinstance(found, tuple) else None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to sign in, and back to this page afterwards; a form that was sent is not sent again."""
    back = request.get_full_path() if request.method == "GET" else "/"
    url = (
        f"{reverse('console:sign_in')}?{urlencode({'next': back})}"
        if back != "/"
        else reverse("console:sign_in")
    )
    return _whole_page(request, url, part=reverse("console:sign_in"))


def _to_proof(request: ConsoleRequest, back: str, keep: tuple[str, ...]) -> HttpResponse:
    if request.method not in READING:
        typed = {name: request.POST.getlist(name) for name in keep if name in request.POST}
        request.session[TYPED] = {"of": back, "values": typed}
        messages.warning(
            request, _("Uw opdracht is niet uitgevoerd. Bevestig eerst dat u het bent; geef hem dan opnieuw.")
        )
    url = f"{reverse('console:prove')}?{urlencode({'next': back})}"
    return _whole_page(request, url, part=url)


def _take_back(request: ConsoleRequest, page: str) -> dict[str, Any]:
    """Answer what was typed on a page before it asked who it is, once."""
    if request.session.get(TYPED, {}).get("of") != page:
        return {}
    values: dict[str, list[str]] = request.session.pop(TYPED)["values"]
    return {name: given[0] if len(given) == 1 else given for name, given in values.items()}


def _whole_page(request: HttpRequest, url: str, *, part: str) -> HttpResponse:
    """Lead to another page; a part of a page cannot show it and sends the whole page there."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = part
        return response
    return HttpResponseRedirect(url)
