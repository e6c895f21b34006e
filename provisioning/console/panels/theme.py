"""How a municipality looks."""

from django.utils.translation import gettext_lazy as _

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """Answer nothing more than the row, which knows the theme."""
    return {}


panels.add(Panel("console", "thema", _("Thema"), 30, Place.LEFT, "console/panels/theme.html", query))
