"""The page on which a reader stops mails of one topic, and what a mail program posts to for them (RFC 8058).

Nobody signs in, and there is no token of a form: the address is a secret that only the reader's mail has. Opening it
changes nothing, as scanners of mail open every link (attack W14).
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tenants.access import public

from . import leaving


@public
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show what stops, and a button; posting stops it."""
    found = leaving.read(token)
    if found is None:
        return render(request, "core/mail/not_left.html", status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        found.do()
    values = {
        "title": found.topic.title,
        "is_done": found.is_done,
        "again_url": _address(found.topic.again),
    }
    return render(request, "core/mail/leave.html", values)


def _address(name: str) -> str:
    """Answer the address of a page; empty where it is not there."""
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
