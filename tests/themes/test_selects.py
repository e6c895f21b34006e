"""Lists to choose from are what Django makes of them, without a template for each option."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from hypothesis import example, given
from hypothesis import strategies as st

from themes.selects import Renderer

texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=8)
choice = st.tuples(st.one_of(texts, st.integers(), st.none()), texts)
choices = st.lists(st.one_of(choice, st.tuples(texts.filter(bool), st.lists(choice, max_size=3))), max_size=5)
names = st.sampled_from(["class", "data-a", "required", "disabled", "aria-describedby"])
attributes = st.dictionaries(names, st.one_of(texts, st.booleans(), st.integers()), max_size=3)


@given(choices, attributes, texts, st.booleans())
@example([("<b>", '"><script>alert(1)</script>')], {"class": '"><i>'}, "<b>", False)
@example([("a", mark_safe("A &amp; B"))], {}, "a", True)
def test_it_is_what_django_makes_of_it(
    offered: list[Any], attrs: dict[str, Any], chosen: str, several: bool
) -> None:
    widget = (forms.SelectMultiple if several else forms.Select)(attrs, offered)
    value = [chosen] if several else chosen

    ours, theirs = (widget.render("naam", value, renderer=each()) for each in (Renderer, DjangoTemplates))

    assert parse_html(ours) == parse_html(theirs)


def test_an_option_that_has_a_look_of_its_own_keeps_it(settings: Any) -> None:
    class Starred(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    assert 'type="select"' in Starred(choices=[("a", "A")]).render("naam", "a", renderer=Renderer())


def test_no_text_of_an_option_becomes_markup() -> None:
    html = forms.Select(choices=[("x", "<img src=x onerror=alert(1)>")]).render("n", "", renderer=Renderer())

    assert "<img" not in html
