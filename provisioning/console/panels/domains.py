"""The addresses of a municipality: which one leads, what is proven, and whose certificate it has for how long."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from provisioning.console.queries import domains
from provisioning.console.queries.domains import Host

from .register import panels
from .types import Alert, Asked, Panel, Place, Values


def query(asked: Asked) -> Values:
    """List the addresses, the leading one first; a certificate that ends soon or is not good is an alert."""
    found = domains.of_tenant(asked.tenant, asked.row.certificates)
    pressing = [each for each in found if each.shown and (each.shown.is_wrong or each.shown.is_soon)]
    return {"domains": found, "alerts": [_alert(asked, each) for each in pressing]}


def _alert(asked: Asked, host: Host) -> Alert:
    days = host.shown.days if host.shown else None
    if days is None:
        title = _("Bezoekers van %(host)s krijgen een waarschuwing over het certificaat.") % {
            "host": host.host
        }
    else:
        text = ngettext(
            "Het certificaat van %(host)s is nog %(days)d dag geldig.",
            "Het certificaat van %(host)s is nog %(days)d dagen geldig.",
            days,
        )
        title = text % {"host": host.host, "days": days}
    return Alert(
        kind="error" if days is None else "warning",
        title=title,
        link=reverse("console:domains", args=[asked.tenant]),
        link_label=_("Naar de webadressen"),
    )


panels.add(
    Panel(
        "console",
        "webadressen",
        gettext_lazy("Webadressen"),
        20,
        Place.LEFT,
        "console/panels/domains.html",
        query,
    )
)
