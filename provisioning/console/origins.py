"""Where a request came from, and who is behind it, as the audit log wants it."""

from django.conf import settings
from django.http import HttpRequest

from tenants.audit import Actor

from .models import Operator


def address_of(request: HttpRequest) -> str:
    """Answer the network address of whoever sent the request.

    Behind proxies of our own it is the last address that one of them wrote down; what a client itself
    puts into the header comes before that and is not believed.
    """
    trusted = int(getattr(settings, "TRUSTED_PROXIES", 0))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if trusted and len(hops) >= trusted:
        return hops[-trusted][:60]
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


def actor_of(request: HttpRequest) -> Actor:
    """Answer who acts in this request."""
    return actor(request.operator, request)  # type: ignore[attr-defined]


def actor(operator: Operator | None, request: HttpRequest) -> Actor:
    """Make the actor of an operator who is not signed in yet, or of nobody."""
    return Actor("operator", operator.email if operator else "", address_of(request))


def console_origin() -> str:
    """Answer the console's own origin, as a browser names it; from the settings, never from a request."""
    scheme = "http" if settings.INSECURE_COOKIES else "https"
    port = f":{settings.CONSOLE_PORT}" if settings.CONSOLE_PORT else ""
    return f"{scheme}://{settings.CONSOLE_HOST}{port}"
