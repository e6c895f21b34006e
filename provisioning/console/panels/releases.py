"""The last changes of a municipality's configuration."""

from django.utils.translation import gettext_lazy as _

from tenants.configuration import queries

from .register import panels
from .types import Asked, Panel, Place, Values

MOST = 5


def query(asked: Asked) -> Values:
    """List the last releases."""
    return {"releases": queries.releases(asked.tenant, most=MOST)}


panels.add(
    Panel("console", "releases", _("Releases"), 30, Place.RIGHT, "console/panels/releases.html", query)
)
