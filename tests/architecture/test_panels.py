"""Every panel of a municipality's page has a title, a place of its own, a template and a test (C-012)."""

from collections.abc import Iterable

import pytest
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from provisioning.console import panels
from provisioning.console.panels import register
from provisioning.console.panels.types import Panel, Place
from tests.provisioning.console.test_panels import SHOWS

panels.load()


def lacking(found: Iterable[Panel]) -> list[str]:
    """Name what panels lack."""
    missing, taken = [], set()
    for panel in found:
        if not isinstance(panel.title, Promise) or not str(panel.title):
            missing.append(f"{panel.key}: a title that can be translated")
        if not SHOWS.get(panel.key):
            missing.append(f"{panel.key}: a test (add it to SHOWS)")
        if (panel.place, panel.order) in taken:
            missing.append(f"{panel.key}: a place of its own")
        taken.add((panel.place, panel.order))
        get_template(panel.template)
    return missing


@pytest.mark.covers("C-012")
def test_every_panel_is_complete() -> None:
    assert len(register.panels) > 5
    assert lacking(register.panels) == []


def test_every_test_has_its_panel() -> None:
    assert SHOWS.keys() - {panel.key for panel in register.panels} == set()


@pytest.mark.parametrize("title", ["", "not translated"])
def test_a_panel_without_title_and_test_is_found(title: str) -> None:
    def panel(key: str, name: object) -> Panel:
        return Panel("console", key, name, 10, Place.LEFT, "console/panels/facts.html", lambda asked: {})  # type: ignore[arg-type]

    assert [text.partition(":")[0] for text in lacking([panel("proef", title)])] == ["proef", "proef"]
    assert lacking([panel("gegevens", gettext_lazy("Gegevens")), panel("thema", gettext_lazy("Thema"))]) == [
        "thema: a place of its own"
    ]
