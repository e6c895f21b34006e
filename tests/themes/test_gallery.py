"""The register of components, from which the component page is rendered."""

import datetime
import re
from pathlib import Path

import pytest
from django import forms
from lxml import html

import themes
from themes import dates
from themes.gallery import queries
from themes.gallery.register import GROUPS
from themes.gallery.types import Component, Example

FOLDER = Path(themes.__file__).parent / "templates" / "themes" / "components"
SHEET = (Path(themes.__file__).parent / "static" / "themes" / "portal.css").read_text("utf-8")
COMPONENTS = [component for group in GROUPS for component in group.components]
EXAMPLES = [
    pytest.param(component, example, id=f"{component.name}-{number}")
    for component in COMPONENTS
    for number, example in enumerate(component.examples)
]
HOOKS = {
    "denhaag-case-card",
    "denhaag-file-list",
    "ip-cookies",
    "ip-delivery",
    "ip-outcome",
    "ip-reading",
    "utrecht-link",
}
"""Names that say what a thing is and need no look of their own."""


class Birthday(forms.Form):
    """A form with a date."""

    born = dates.DateField(label="Geboortedatum", widget=dates.DateParts(is_birthday=True))


def test_every_component_is_in_the_register_and_the_register_names_no_others() -> None:
    assert queries.names() == {path.stem for path in FOLDER.glob("*.html")}


def test_a_component_that_nobody_registered_is_missed() -> None:
    """The negative control."""
    assert queries.names() - {"alert"} != {path.stem for path in FOLDER.glob("*.html")}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_every_component_says_what_it_is_for_and_what_to_do_and_not(component: Component) -> None:
    for text in (component.purpose, component.do, component.avoid):
        assert str(text).endswith(".")
    assert component.examples


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_every_state_shows_something_with_classes_of_the_stylesheet_alone(
    component: Component, example: Example
) -> None:
    found = queries.shown(component, example)

    tree = html.fragment_fromstring(found.html, create_parent="div")
    classes = {name for each in tree.iter() for name in (each.get("class") or "").split()}
    assert found.html.strip()
    assert {name for name in classes if f".{name.partition('--')[0]}" not in SHEET} <= HOOKS
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=", found.html)
    assert not any(each.get("id") == "" or each.get("for") == "" for each in tree.iter())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_forms_of_components_bear_a_token_and_an_address(path: Path) -> None:
    for attributes, inside in re.findall(r"<form([^>]*)>(.*?)</form>", path.read_text("utf-8"), re.DOTALL):
        assert 'method="post"' not in attributes or "{% csrf_token %}" in inside


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("27", "3", "1985"), ""),
        (("31", "2", "1985"), "bestaat niet"),
        (("27", "3", "85"), "bestaat niet"),
        (("27", "", "1985"), "een maand"),
        (("", "", ""), "verplicht"),
        (("27", "maart", "1985"), "alleen cijfers"),
        (("-1", "0", "99999999999"), "bestaat niet"),
    ],
)
def test_a_date_of_three_boxes_is_read_or_refused_in_words(typed: tuple[str, str, str], said: str) -> None:
    form = Birthday({f"born_{number}": part for number, part in enumerate(typed)})

    assert form.is_valid() is not bool(said)
    assert said in " ".join(form.errors.get("born", []))
    assert said or form.cleaned_data["born"] == datetime.date(1985, 3, 27)


def test_a_date_is_asked_with_a_label_at_each_box() -> None:
    (component,) = (each for each in COMPONENTS if each.name == "date")
    tree = html.fromstring(queries.shown(component, component.examples[1]).html)

    labels = {each.get("for"): each.text for each in tree.iter("label")}
    boxes = {each.get("id"): each for each in tree.iter("input")}
    assert list(labels.values()) == ["Dag", "Maand", "Jaar"]
    assert set(labels) == set(boxes)
    assert [each.get("value") for each in boxes.values()] == ["31", "2", "1985"]
    assert {each.get("aria-invalid") for each in boxes.values()} == {"true"}
    assert tree.get("aria-describedby").split() == ["vb-datum-fout-born_helptext", "vb-datum-fout-born_error"]
