"""Who may see a view of the console, declared where the view stands (C-002)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tenants.access import mark
from tenants.registers.kinds import Audience

from .models import Operator
from .types import Role

ROLE = "role"


class ConsoleRequest(HttpRequest):
    """A request of an operator who is signed in; what views behind `operator_required` get."""

    operator: Operator


type View[**P] = Callable[Concatenate[ConsoleRequest, P], HttpResponse]


def operator_required[**P](role: Role, change: Role | None = None) -> Callable[[View[P]], View[P]]:
    """Let operators with a role see a view; others are asked to sign in, or refused.

    :param role: what reading asks for.
    :param change: what anything but reading asks for; the same when left out.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ConsoleRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.operator:
                return _to_sign_in(request)
            needed = role if request.method in {"GET", "HEAD"} else change or role
            if not request.operator.may(needed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        setattr(guarded, ROLE, (role, change or role))
        return cast(View[P], mark(guarded, Audience.OPERATOR))

    return decorate


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
    if request.headers.get("HX-Request"):  # a part of a page cannot show a sign-in form
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("console:sign_in")
        return response
    return HttpResponseRedirect(url)
