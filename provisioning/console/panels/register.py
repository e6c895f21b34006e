"""The register of panels, and how they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from structlog import get_logger

from tenants.registers import Register

from .types import Alert, Asked, Panel, Place

panels: Final[Register[Panel]] = Register("panels of a municipality")
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel as a page shows it."""

    panel: Panel
    html: str = ""
    alerts: tuple[Alert, ...] = ()
    failed: bool = False
    waits: bool = False
    """Whether it comes later."""
    asks_again: bool = False
    more: tuple[str, Any] | None = None


def show(request: HttpRequest, asked: Asked, *, opened: str = "") -> list[Shown]:
    """Show all panels in their order.

    :param opened: the key of one that would come later, and is wanted at once.
    """
    inorder = sorted(panels, key=lambda panel: panel.order)
    return [
        Shown(panel, waits=True) if panel.is_lazy and panel.key != opened else show_one(request, panel, asked)
        for panel in inorder
    ]


def show_one(request: HttpRequest, panel: Panel, asked: Asked) -> Shown:
    """Show one panel; one that fails says so, and takes nothing else along."""
    try:
        values = panel.query(asked)
        context = {**values, "row": asked.row, "may_change": asked.may_change}
        html = render_to_string(panel.template, context, request)
        more = panel.link(asked) if panel.link else None
        alerts = tuple(values.get("alerts", ()))
        return Shown(panel, html=html, alerts=alerts, asks_again=bool(values.get("asks_again")), more=more)
    except Exception as error:  # whatever it is, the other panels are what an operator needs now
        log.error("console.panel_failed", panel=panel.key, error=type(error).__name__)
        return Shown(panel, failed=True)


def placed(shown: Iterable[Shown]) -> dict[str, list[Shown]]:
    """Sort panels by where they stand."""
    found: dict[str, list[Shown]] = {place.value: [] for place in Place}
    for each in shown:
        found[each.panel.place.value].append(each)
    return found
