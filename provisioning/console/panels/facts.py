"""What a municipality is: name, kind, inhabitants."""

from django.utils.translation import gettext_lazy as _

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """Answer nothing more than the row, which every panel has."""
    return {}


panels.add(Panel("console", "gegevens", _("Gegevens"), 10, Place.LEFT, "console/panels/facts.html", query))
