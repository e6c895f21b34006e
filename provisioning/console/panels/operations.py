"""What was done to a municipality in steps, and what is going on."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provisioning.console import texts
from provisioning.console.queries import progress
from provisioning.console.queries.progress import Progress

from .register import panels
from .types import Alert, Asked, Panel, Place, Values

MOST = 10


def query(asked: Asked) -> Values:
    """List the last operations; each that failed is an alert."""
    found = progress.of_tenant(asked.tenant, most=MOST)
    return {"operations": found, "alerts": [_alert(each) for each in found if each.failed]}


def _alert(operation: Progress) -> Alert:
    step = operation.failed
    kind = texts.OPERATION_KINDS.get(operation.kind, operation.kind)
    return Alert(
        kind="error",
        title=_("%(kind)s: de stap “%(step)s” is mislukt.")
        % {"kind": kind, "step": step.label if step else ""},
        text=step.error if step else "",
        link=reverse("console:operation", args=[operation.uuid]),
        link_label=_("Bekijken en opnieuw proberen"),
    )


panels.add(
    Panel(
        "console",
        "opdrachten",
        gettext_lazy("Opdrachten"),
        20,
        Place.RIGHT,
        "console/panels/operations.html",
        query,
    )
)
