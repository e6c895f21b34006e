"""The addresses of a municipality: which one leads, what is proven, and whose certificate it has."""

from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import domains

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """List the addresses, the leading one first."""
    return {"domains": domains.of_tenant(asked.tenant)}


panels.add(
    Panel("console", "webadressen", _("Webadressen"), 20, Place.LEFT, "console/panels/domains.html", query)
)
