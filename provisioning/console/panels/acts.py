"""What was done to a municipality last, and by whom."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provisioning.audit import presenters, queries
from provisioning.audit.types import Filters

from .register import panels
from .types import Alert, Asked, Panel, Place, Values

RECENT = 10


def query(asked: Asked) -> Values:
    """List the last acts; a stream that does not agree with its seals is an alert."""
    page = queries.page(Filters(tenants=frozenset({asked.tenant})), size=RECENT)
    names = {asked.tenant: asked.row.name}
    lines = presenters.lines(page.records, personal=asked.may_change, names=names)
    return {"lines": lines, "alerts": [_alert()] if asked.tenant in queries.broken() else []}


def _alert() -> Alert:
    return Alert(
        kind="error",
        title=gettext("Het logboek van deze gemeente klopt niet met zijn zegels."),
        link=reverse("console:audit_check"),
        link_label=gettext("Bekijken wat er mis is, en wat te doen"),
    )


def link(asked: Asked) -> tuple[str, Promise]:
    """Lead to all of them."""
    return f"{reverse('console:audit')}?gemeente={asked.tenant}", _("Alles in het logboek")


panels.add(
    Panel(
        "console",
        "logboek",
        _("Laatste handelingen"),
        90,
        Place.WIDE,
        "console/panels/acts.html",
        query,
        link=link,
    )
)
