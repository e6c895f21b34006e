"""Whether a proxy may ask for a certificate for a host, by itself, while a visitor waits (requirement C-032)."""

from . import hosts
from .entry import outside
from .models import Domain
from .moves import OPEN, PAUSED
from .types import Certificate

KEEPS = [state.value for state in (*OPEN, *PAUSED)]
"""States in which a host keeps its certificate: one that is closed for a while must be reachable when it opens."""


def may_be_asked(host: str) -> bool:
    """Tell whether the host is somebody's, proven, and its DV certificate accepted (BIO2 5.14.02).

    One query, whatever the host is: how long the answer takes tells nothing of who is here.
    """
    wanted = host if hosts.is_well_formed(host) else ""
    with outside():
        found = Domain.objects.filter(
            domain=wanted,
            proven_at__isnull=False,
            certificate=Certificate.ACME.value,
            risk_accepted_on__isnull=False,
            tenant__state__in=KEEPS,
        )
        return bool(found.exists())
