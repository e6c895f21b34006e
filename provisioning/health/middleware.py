"""Answer for health on internal host names, before anything else runs; elsewhere these addresses do not exist."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from tenants import certificates, hosts
from tenants.refusals.errors import StartRefusedError

from . import metrics, queries


class HealthMiddleware:
    """Answer at `/healthz`, `/readyz`, `/metrics` and `/certificate` those who run the platform (`INTERNAL_HOSTS`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answers = {
            "/healthz": healthz,
            "/readyz": readyz,
            "/metrics": figures,
            "/certificate": certificate,
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.answers.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"} or not is_internal(request):
            return self.get_response(request)
        return answer(request)


def is_internal(request: HttpRequest) -> bool:
    """Tell whether a request came in on a host name that is for us alone."""
    try:
        return hosts.normalise(request.get_host()) in settings.INTERNAL_HOSTS
    except DisallowedHost:
        return False


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process is up, without touching anything."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the process can serve."""
    ready, report = queries.readiness()
    status = 200 if ready else 503
    return JsonResponse({"ready": ready, **report}, status=status, headers={"Cache-Control": "no-store"})


def figures(request: HttpRequest) -> HttpResponse:
    """Say how the connections of all municipalities are doing, for whoever gathers figures."""
    try:
        told = metrics.text()
    except (DatabaseError, StartRefusedError):
        return HttpResponse(status=503, headers={"Cache-Control": "no-store"})
    return HttpResponse(told, content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def certificate(request: HttpRequest) -> HttpResponse:
    """Say to the proxy whether it may ask for a certificate for `?domain=…`: 200 for yes, 404 for no."""
    try:
        may = certificates.may_be_asked(hosts.normalise(request.GET.get("domain", "")))
    except (DatabaseError, StartRefusedError):
        return HttpResponse(status=503, headers={"Cache-Control": "no-store"})
    return HttpResponse(status=200 if may else 404, headers={"Cache-Control": "no-store"})
