"""What was done to a municipality last, and by whom."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provisioning.audit import presenters, queries
from provisioning.audit.types import Filters

from .register import panels
from .types import Asked, Panel, Place, Values

RECENT = 10


def query(asked: Asked) -> Values:
    """List the last acts."""
    page = queries.page(Filters(tenants=frozenset({asked.tenant})), size=RECENT)
    return {"lines": presenters.lines(page.records, personal=asked.may_change)}


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
