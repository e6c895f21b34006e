"""How a municipality looks, and which version of a house style that is."""

from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import themes as queries

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """Find the house style; a theme that comes with the product is known by the row."""
    return {"worn": queries.worn(asked.row.theme_key)}


panels.add(Panel("console", "thema", _("Thema"), 30, Place.LEFT, "console/panels/theme.html", query))
