"""What whoever asks for a host gets: the portal, the page of maintenance, a receipt, or nothing (requirement C-037).

Decided here, where the host is looked up, and nowhere else. Other systems that call in while a municipality is
suspended or in maintenance are not turned away: what they bring is stored, and taken up when it is resumed.
"""

from enum import StrEnum
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.module_loading import import_string

from . import hosts, moves, smoke
from .entry import enter
from .quotas import Refused
from .types import State, TenantRef

TOO_MANY: Final = 429
PERMANENT: Final = 301
PERMANENT_AS_IT_IS: Final = 308
"""With the same method and body."""


class Reception(StrEnum):
    """How a request is received."""

    PORTAL = "portal"
    MOVED = "moved"
    """On to the same page at the primary host (requirement C-032)."""
    MAINTENANCE = "maintenance"
    PARKED = "parked"
    NOTHING = "nothing"


def decide(request: HttpRequest, tenant: TenantRef | None) -> Reception:
    """Decide how a request for a tenant's host is received."""
    if tenant is None:
        return Reception.NOTHING
    if tenant.serves and tenant.moved_to and not _hook(request):  # other systems seldom follow
        return Reception.MOVED
    if tenant.serves or smoke.allows(request, tenant):
        return Reception.PORTAL
    if tenant.state in moves.PAUSED and _hook(request):
        return Reception.PARKED
    return Reception.MAINTENANCE if tenant.state is State.MAINTENANCE else Reception.NOTHING


def answer(request: HttpRequest, tenant: TenantRef | None) -> HttpResponse:
    """Answer a request that does not get into the portal."""
    reception = decide(request, tenant)
    if tenant and reception is Reception.MOVED:
        return _move(request, tenant)
    if tenant and reception is Reception.PARKED:
        return _park(request, tenant)
    if tenant and reception is Reception.MAINTENANCE:
        page: HttpResponse = import_string(settings.TENANT_MAINTENANCE_PAGE)(request, tenant)
        return page
    return unknown_host()


def refuse(request: HttpRequest, tenant: TenantRef, refused: Refused) -> HttpResponse:
    """Answer a request of a municipality that takes more than it may of what all share: not now (fault F53)."""
    page: HttpResponse = import_string(settings.TENANT_BUSY_PAGE)(request, tenant)
    page.status_code = TOO_MANY
    page["Retry-After"] = str(refused.retry_after)
    page["Cache-Control"] = "no-store"
    page._has_been_logged = True  # type: ignore[attr-defined]  # by `quotas`: a flood is not one line each
    return page


def unknown_host() -> HttpResponse:
    """Answer a host that is nobody's: no name, no list, no hint."""
    return HttpResponseNotFound("Not found", content_type="text/plain; charset=utf-8")


def _hook(request: HttpRequest) -> str:
    """Name who stores what is brought to this address; empty where other systems do not call in."""
    hooks: dict[str, str] = settings.TENANT_HOOKS
    return next((store for prefix, store in hooks.items() if request.path_info.startswith(prefix)), "")


def _move(request: HttpRequest, tenant: TenantRef) -> HttpResponse:
    """Send on to the primary host, before sessions and forms: whose host it is the directory says, not the request.

    Nobody keeps this answer: when the primary host is changed back, a browser that did would go round for ever.
    """
    status = PERMANENT if request.method in {"GET", "HEAD"} else PERMANENT_AS_IT_IS
    response = HttpResponse(status=status)
    response["Location"] = hosts.address(tenant.moved_to, request.get_full_path())
    response["Cache-Control"] = "no-store"
    return response


def _park(request: HttpRequest, tenant: TenantRef) -> HttpResponse:
    with enter(tenant):
        import_string(_hook(request))(request)
    return HttpResponse(status=204)
