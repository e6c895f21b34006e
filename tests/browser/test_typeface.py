"""A theme with an open typeface, in a real browser: one file, asked for at once, and nothing moves when it comes."""

import mimetypes
import urllib.parse
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Browser, Route

from themes import emit, intake

WATCH = """window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((each) => {
    window.moved += each.value; })).observe({type: "layout-shift", buffered: true});"""
PAGE = """{% extends "themes/skeleton.html" %}{% block title %}Proef{% endblock %}
{% block content %}<h1>Paspoort aanvragen</h1>
{% for each in lines %}<p>Een paspoort vraagt u zelf aan.</p>{% endfor %}{% endblock %}"""


@pytest.mark.long
@pytest.mark.covers("P-225")
def test_the_typeface_of_a_theme_comes_once_and_moves_nothing(chromium: Browser) -> None:
    taken = intake.from_brand("#0a5a9c", "#e07b00", font="nunito").theme
    assert taken
    sheet, face = taken.stylesheet, emit.typeface(taken.values)
    assert face
    context = {"theme_stylesheet": sheet.url, "theme_typeface": face.url, "lines": range(20)}
    html = engines["django"].from_string(PAGE).render(context)
    asked: list[str] = []

    def answer(route: Route) -> None:
        path = urllib.parse.urlsplit(route.request.url).path
        asked.append(path)
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        given = {sheet.url: sheet.content, face.url: face.content, "/": html.encode()}
        body = Path(str(found)).read_bytes() if found else given.get(path, b"")
        kind = "text/html" if path == "/" else mimetypes.guess_type(path)[0]
        route.fulfill(body=body, content_type=kind or "font/woff2")

    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    page.route("**/*", answer)
    page.goto("http://proef.test/", wait_until="networkidle")

    assert [path for path in asked if "font-" in path] == [face.url]
    assert asked.index(face.url) <= asked.index(sheet.url) + 1
    loaded = page.evaluate(
        "[...document.fonts].filter((each) => each.status === 'loaded').map((each) => each.family)"
    )
    assert [name.strip('"') for name in loaded] == ["Nunito"]
    assert page.evaluate("window.moved") == 0
    page.close()
