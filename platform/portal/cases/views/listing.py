"""The page with somebody's cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.looking import processes
from portal.cases.types import SHOWING
from portal.core import access


@access.signed_in
@never_cache
@processes(SHOWING)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show them."""
    return render(request, "cases/list.html")
