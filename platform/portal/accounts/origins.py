"""Where a request came from, for the audit log and for the lock on guessing."""

from django.conf import settings
from django.http import HttpRequest


def origin_of(request: HttpRequest | None) -> str:
    """Answer the network address of the sender.

    Behind proxies of our own it is the address that the outermost of them saw; what the sender itself wrote into the
    header stands before that and is not believed.
    """
    if request is None:
        return ""
    trusted = settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    seen = hops[-trusted] if 0 < trusted <= len(hops) else request.META.get("REMOTE_ADDR", "")
    return str(seen)[:60]
