"""Let a new portal be tried through the real HTTP stack before it serves anybody.

The request that provisioning makes carries a signed, short-lived header for exactly one host; with it, and
only while the tenant is being provisioned, the tenant answers.
"""

from django.core import signing
from django.http import HttpRequest

from .entry import outside
from .types import State, TenantRef

HEADER = "X-Inwonerplein-Smoke"
SALT = "tenants.smoke"
MAX_AGE = 60
"""Seconds."""


def header(host: str) -> dict[str, str]:
    """Make the header for one host."""
    with outside():  # the platform's signature: the tenant is not open yet
        return {HEADER: signing.TimestampSigner(salt=SALT).sign(host)}


def allows(request: HttpRequest, tenant: TenantRef) -> bool:
    """Tell whether this request may see a tenant that is still being provisioned."""
    signed = request.headers.get(HEADER)
    if not signed or tenant.state is not State.PROVISIONING:
        return False
    try:
        with outside():
            return signing.TimestampSigner(salt=SALT).unsign(signed, max_age=MAX_AGE) == tenant.host
    except signing.BadSignature:
        return False
