"""Whether a municipality is still as its file says (C-034)."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import configuration

from .register import panels
from .types import Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """Compare the last file with the newest release."""
    return {"drift": configuration.drift(asked.tenant)}


def link(asked: Asked) -> tuple[str, Promise]:
    """Lead to the file."""
    return reverse("console:configuration", args=[asked.tenant]), _("Bekijken als bestand")


panels.add(
    Panel(
        "console", "configuratie", _("Configuratie"), 35, Place.RIGHT, "console/panels/configuration.html", query,
        link=link,
    )
)  # fmt: skip
