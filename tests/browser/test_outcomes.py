"""All outcomes on one page, in a real browser: accessible, and what is late appears and is announced (M-03, M-17)."""

import urllib.parse
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_every_page import examine
from tests.themes import preview
from themes import builtin, queries

TEMPLATE = """{% extends "themes/skeleton.html" %}{% block title %}Overzicht{% endblock %}{% block content %}
<h1>Overzicht</h1>
{% for part in parts %}{% include "themes/components/outcome.html" with part=part text="Ontvangen" %}{% endfor %}
{% endblock %}"""


def part(name: str, **changes: Any) -> dict[str, Any]:
    found = next(each for each in preview.outcomes() if each["name"] == name)
    return {**found, "template": "themes/components/status.html", **changes}


def page_of_all() -> str:
    parts = [part(each["name"]) for each in preview.outcomes()]
    return engines["django"].from_string(TEMPLATE).render({"parts": parts, **queries.context("zonnedam")})


def piece(route: Route) -> None:
    """Answer what came late: for one part its content, for the copy that there is nothing newer."""
    if "/late/" in route.request.url:
        shown = part("late", outcome=part("ok")["outcome"], later_url="")
        html = render_to_string(
            "themes/components/outcome_body.html", {"part": shown, "is_later": True, "text": "Aangekomen"}
        )
        route.fulfill(body=html, headers={"HX-Retarget": "#bron-late-inhoud", "HX-Reswap": "innerHTML"})
    else:
        route.fulfill(
            body=render_to_string("themes/components/outcome_no_newer.html", {"part": part("copy")})
        )


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that gets its files from the checkout, without a server; what comes late comes when it is told to."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()

    def answer(route: Route) -> None:
        path = urllib.parse.urlsplit(route.request.url).path
        asset = builtin.by_name(path.rpartition("/")[2]) if path.startswith("/thema/") else None
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if path == "/":
            route.fulfill(body=page_of_all(), content_type="text/html; charset=utf-8")
        elif asset:
            route.fulfill(body=asset.content, content_type="text/css")
        elif file:
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    opened.route("**/*", answer)
    yield opened
    context.close()


@pytest.mark.covers("M-17", "M-03")
def test_every_outcome_is_accessible(page: Page) -> None:
    page.route("**/later/**", lambda route: None)  # still on its way
    page.goto("http://preview.test/")

    assert list(examine(page, "outcomes")) == []


@pytest.mark.covers("M-17", "architecture I4")
def test_what_is_late_appears_by_itself_and_is_announced(page: Page) -> None:
    page.route("**/later/**", piece)
    page.goto("http://preview.test/")

    expect(page.locator("#bron-late-inhoud")).to_have_text("Aangekomen")
    expect(page.locator("#bron-late-melding")).to_have_text("Uw zaken (late): geladen.")
    expect(page.locator("#bron-copy-inhoud")).to_contain_text("Nieuwere gegevens zijn nu niet beschikbaar.")
    expect(page.locator("#bron-copy-inhoud")).to_contain_text("Deze gegevens zijn van 10.42 uur.")
    assert page.locator("[hx-get]").count() == 0
