"""What a municipality's own jobs tell of its inside: counts and yes or no, nobody and no secrets."""

from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import usage

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """List what was told."""
    return {"facts": usage.of_tenant(asked.tenant)}


panels.add(
    Panel(
        "console", "gebruik", _("Gebruik"), 50, Place.LEFT, "console/panels/usage.html", query, is_lazy=True
    )
)
