"""The component page: every component in every state, from the templates that pages use."""

import pytest
from django.test import Client
from lxml import html

from themes.gallery.register import GROUPS

COMPONENTS = [component for group in GROUPS for component in group.components]


@pytest.mark.covers("P-248")
def test_the_page_shows_all_of_them_with_their_markup_in_a_theme(console_client: Client) -> None:
    page = html.fromstring(console_client.get("/componenten/?thema=zonnedam").content)

    ids = page.xpath("//@id")
    shown = "".join(page.xpath("//pre//text()"))
    assert page.xpath("//h3/code/text()") == [component.name for component in COMPONENTS]
    assert len(page.xpath("//pre")) == sum(len(component.examples) for component in COMPONENTS)
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    assert page.xpath("//option[@selected]/@value")[0] == "zonnedam"
    assert 'class="utrecht-alert utrecht-alert--ok"' in shown
    assert "csrfmiddlewaretoken" not in shown


def test_a_theme_that_there_is_not_shows_the_look_of_the_console(console_client: Client) -> None:
    page = console_client.get("/componenten/", {"thema": "<b>../../x"})

    assert page.status_code == 200
    assert b"../../x" not in page.content
