"""The page of one case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.looking import processes
from portal.cases.types import SHOWING
from portal.core import access


@access.signed_in
@never_cache
@processes(SHOWING)
@require_safe
def case(request: HttpRequest, connection: UUID, case: UUID) -> HttpResponse:
    """Show it; another's does not exist (P-154)."""
    raise Http404
