"""The templates that portal and console share."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string

import themes
from tests.themes.preview import SampleForm

ROOT = Path(themes.__file__).parent
SPRITE = ROOT / "static" / "themes" / "icons.svg"
TEMPLATES = [
    path
    for folder in (ROOT, ROOT.parent / "platform", ROOT.parent / "provisioning", ROOT.parent / "tenants")
    for path in folder.rglob("*.html")
]


def component(template: str, /, **context: Any) -> str:
    return render_to_string(f"themes/components/{template}.html", context)


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))
    named = {
        "".join(name)
        for path in TEMPLATES
        for call in re.findall(r"\{%\s*include[^%]+%\}", path.read_text("utf-8"))
        for name in re.findall(r'\bicon="([^"]+)"|components/icon\.html"[^%]*\bname="([^"]+)"', call)
    }

    assert named
    assert named <= drawn


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_a_style_or_a_script_of_its_own(path: Path) -> None:
    source = path.read_text("utf-8")

    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on", source)


def test_the_skeleton_says_language_title_theme_and_where_the_content_is() -> None:
    html = render_to_string(
        "themes/skeleton.html", {"theme_stylesheet": "/thema/0.css", "site_name": "Gemeente Zonnedam"}
    )

    assert '<html lang="nl">' in html
    assert " - Gemeente Zonnedam</title>" in html
    assert html.index("/thema/0.css") < html.index("portal.min") < html.index("</head>")
    assert 'href="#inhoud"' in html
    assert '<main id="inhoud"' in html


def test_htmx_may_not_evaluate_style_or_leave_the_site() -> None:
    html = render_to_string("themes/skeleton.html", {})

    assert '{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true}' in html
    assert re.search(
        r"<script src=\"[^\"]+portal\.min[^\"]*\" data-library=\"[^\"]+htmx\.min[^\"]*\" defer></script>",
        html,
    )


def test_text_of_others_is_escaped() -> None:
    for name in ("alert", "status", "empty"):
        assert "<b>" not in component(name, text="<b>", title="<b>", kind="info")


def test_the_last_breadcrumb_is_the_page_itself() -> None:
    html = component("breadcrumbs", crumbs=[("Home", "/"), ("Afval", "/afval/")])

    assert 'href="/"' in html
    assert '<span aria-current="page">Afval</span>' in html
    assert "/afval/" not in html


def test_a_field_is_described_by_its_hint_and_its_error() -> None:
    form = _form(host="")
    form.fields["host"].help_text = "Zoals zonnedam"

    html = component("field", field=form["host"])

    assert 'aria-describedby="id_host_helptext id_host_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="utrecht-textbox"' in html
    assert {"id_host", "id_host_helptext", "id_host_error"} <= _ids(html)


def test_a_group_of_radio_buttons_has_a_legend_and_a_label_each() -> None:
    html = component("field", field=_form()["kind"])

    assert html.count('type="radio"') == html.count("<label") == 2
    assert re.search(r"<legend[^>]*>Soort", html)


def test_one_checkbox_has_its_label_behind_it() -> None:
    html = component("field", field=_form()["agreed"])

    assert html.index("<input") < html.index('<label for="id_agreed"')


def test_only_what_may_be_left_out_is_marked() -> None:
    assert "niet verplicht" in component("field", field=_form()["remark"])
    assert "niet verplicht" not in component("field", field=_form()["name"])


def test_the_classes_that_a_form_gives_are_kept() -> None:
    form = _form()
    form.fields["name"].widget.attrs["class"] = "utrecht-textbox--short"

    assert 'class="utrecht-textbox utrecht-textbox--short"' in component("field", field=form["name"])


def test_a_hidden_field_shows_nothing() -> None:
    class Hidden(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    assert "<label" not in component("field", field=Hidden()["token"])


def test_the_summary_of_errors_leads_to_each_field() -> None:
    form = _form(host="", kind="")
    form.add_error(None, "Deze combinatie kan niet.")

    html = component("error_summary", form=form)

    ids = _ids(component("fields", form=form))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
    assert "Deze combinatie kan niet." in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert "ip-error-summary" not in component("error_summary", form=SampleForm())


def test_pages_keep_the_query_and_mark_the_current_one() -> None:
    html = component("pagination", page=Paginator(range(95), 10).page(2), query="q=afval")

    assert 'href="?q=afval&amp;pagina=3"' in html
    assert html.count('aria-current="page"') == 1
    assert 'rel="prev"' in html


def test_one_page_needs_no_pagination() -> None:
    assert component("pagination", page=Paginator(range(5), 10).page(1)).strip() == ""


def test_a_step_tells_its_state_in_words_too() -> None:
    html = component(
        "steps", steps=[{"label": "Maken", "state": "error"}, {"label": "Klaar", "state": "todo"}]
    )

    assert "(mislukt)" in html
    assert 'aria-current="step"' not in html


def test_the_menu_marks_the_page_and_the_section() -> None:
    html = component(
        "nav_bar", items=[("Home", "/", False), ("Afval", "/a/", "section"), ("Nu", "/n/", True)]
    )

    assert re.findall(r'aria-current="(\w+)"', html) == ["true", "page"]


def test_an_icon_is_hidden_unless_it_says_something() -> None:
    assert 'aria-hidden="true"' in component("icon", name="check")
    assert 'aria-label="Klaar"' in component("icon", name="check", label="Klaar")


@pytest.mark.parametrize(
    ("tag", "kind", "role"),
    [
        ("success", "ok", "status"),
        ("error", "error", "alert"),
        ("warning", "warning", "status"),
        ("x", "info", "status"),
    ],
)
def test_a_message_is_announced_after_its_kind(tag: str, kind: str, role: str) -> None:
    class Message:
        level_tag = tag

        def __str__(self) -> str:
            return "Bewaard"

    html = component("messages", messages=[Message()])

    assert f"utrecht-alert--{kind}" in html
    assert f'role="{role}"' in html
    assert "Bewaard" in html


def _form(**changes: str) -> SampleForm:
    return SampleForm({"name": "Zonnedam", "host": "zonnedam", "kind": "sandbox", "agreed": "on"} | changes)


def _ids(html: str) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(value for name, value in attrs if name == "id" and value)

    Reader().feed(html)
    return found
