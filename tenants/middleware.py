"""First of all: everything below it runs inside the tenant of the request's host, or not at all."""

import uuid
from collections.abc import Callable, Iterable, Iterator

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import get_urlconf
from structlog import contextvars

from . import directory, hosts, quotas, reception, sites, standing
from .entry import enter
from .errors import NotServingError
from .reception import Reception
from .types import TenantRef

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestIdMiddleware:
    """Give each request an id of our own making, for the log and for the visitor who reports an error."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        with contextvars.bound_contextvars(request_id=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response


class TenantMiddleware:
    """Enter the tenant of the host; an unknown host gets a plain 404 that tells nothing (attack T09)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        tenant = directory.by_host(hosts.normalise(request.get_host()))
        if tenant is None or reception.decide(request, tenant) is not Reception.PORTAL:
            return reception.answer(request, tenant)
        place = quotas.take(tenant)
        if isinstance(place, quotas.Refused):
            return reception.refuse(request, tenant, place)
        with place:
            return self._answer(request, tenant, place)

    def _answer(self, request: HttpRequest, tenant: TenantRef, place: quotas.Place) -> HttpResponseBase:
        with enter(tenant, urls=True):
            request.tenant = tenant  # type: ignore[attr-defined]
            request.site = sites.current_site()
            request.urlconf = get_urlconf()
            response = self.get_response(request)
        if not standing.holds(tenant):  # suspended while the page was being made
            answer = _closed(request, tenant)
            response.close()
            return answer
        if isinstance(response, StreamingHttpResponse):  # its content is made after the request (attack T18)
            place.keep()
            response.streaming_content = _inside(tenant, response.streaming_content, place)  # type: ignore[arg-type]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer as if the request had just come in when the tenant stopped serving halfway."""
        if not isinstance(exception, NotServingError):
            return None
        return _closed(request, request.tenant)  # type: ignore[attr-defined]


def _closed(request: HttpRequest, tenant: TenantRef) -> HttpResponse:
    """Answer for a tenant that stopped serving halfway, as it stands now."""
    now = directory.by_uuid(tenant.uuid)
    return reception.answer(request, None if now and now.serves else now)


def _inside(tenant: TenantRef, content: Iterable[bytes], place: quotas.Place) -> Iterator[bytes]:
    chunks = iter(content)
    try:
        while True:
            standing.confirm(tenant)  # the client sees that what it got is not whole
            with enter(tenant, urls=True):
                try:
                    chunk = next(chunks)
                except StopIteration:
                    return
            yield chunk
    finally:
        place.give_back()
