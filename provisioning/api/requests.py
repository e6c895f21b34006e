"""A request of the API, and where it came from."""

from django.conf import settings
from django.http import HttpRequest

from provisioning.tokens.admission import Admission
from tenants.audit import Actor


class ApiRequest(HttpRequest):
    """A request that was let in; what views get."""

    auth: Admission
    location: str
    """Where what was asked for can be followed, once a view has said so: a header of the answer."""
    version: str
    """Which version of something the answer shows, once a view has said so: its `ETag`."""


def actor(request: ApiRequest) -> Actor:
    """Name who acts, with the key that was used."""
    return request.auth.actor


def origin(request: HttpRequest) -> str:
    """Answer the network address of whoever sent a request: the last one that a proxy of our own wrote down."""
    trusted = settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if trusted and len(hops) >= trusted:
        return hops[-trusted][:60]
    return str(request.META.get("REMOTE_ADDR", ""))[:60]
