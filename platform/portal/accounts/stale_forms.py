"""Answer a form without its token (P-027): who signed in in another tab meanwhile is simply in."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from portal.core import errors

SIGN_IN: Final = frozenset({"local:sign_in", "local:register"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lead who is in already home from the page for signing in; others see the page of the error."""
    if request.user.is_authenticated and _is_sign_in(request):
        return redirect("pages-root")
    return errors.csrf_failure(request, reason)


def _is_sign_in(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info, urlconf=getattr(request, "urlconf", None)).view_name in SIGN_IN
    except Resolver404:
        return False
