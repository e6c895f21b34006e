"""How busy it was at a municipality, day by day."""

from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import course

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """Draw the last thirty days."""
    return {"plots": course.of_tenant(asked.tenant)}


panels.add(
    Panel(
        "console", "verloop", _("Verloop"), 60, Place.WIDE, "console/panels/course.html", query, is_lazy=True
    )
)
