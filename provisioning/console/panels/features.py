"""Which features a municipality has."""

from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import features

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """List the features that can be switched."""
    return {"features": features.of_tenant(asked.tenant)}


panels.add(
    Panel("console", "onderdelen", _("Onderdelen"), 40, Place.LEFT, "console/panels/features.html", query)
)
