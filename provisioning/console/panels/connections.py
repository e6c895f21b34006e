"""With which systems a municipality is connected, and whether that works."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provisioning.console.queries import connections

from .register import panels
from .types import Alert, Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """List the connections; each that does not work is an alert."""
    found = connections.of_tenant(asked.tenant)
    alerts = [_alert(asked, panel) for panel in found.panels if panel.is_failing]
    return {"connections": found, "alerts": alerts, "asks_again": bool(found.coming)}


def _alert(asked: Asked, panel: connections.Panel) -> Alert:
    return Alert(
        kind="warning",
        title=_("De koppeling “%(title)s” werkt niet.") % {"title": panel.title},
        text=str(panel.overview.message),
        link=reverse("console:connection", args=[asked.tenant, panel.overview.key]),
        link_label=_("Naar de koppeling"),
    )


panels.add(
    Panel(
        "console",
        "koppelingen",
        gettext_lazy("Koppelingen"),
        10,
        Place.RIGHT,
        "console/panels/connections.html",
        query,
    )
)
