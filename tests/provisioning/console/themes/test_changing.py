"""Slots are set by hand and let go of; the preview follows; whoever was second sees what the first one changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from lxml import html

from provisioning.console import slot_texts
from tests.provisioning.console import people
from tests.provisioning.console.themes import themed
from tests.themes.styles import houses
from themes.slots import SLOTS


def frames(answer: Any) -> set[str]:
    """Answer what the frames of a page show."""
    return set(html.fromstring(answer.content).xpath("//iframe/@src"))


def sheet(client: Client, address: str) -> str:
    """Read the stylesheet of a theme that a preview names first."""
    page = html.fromstring(client.get(address).content)
    answer = client.get(page.xpath("//link[@rel='stylesheet']/@href")[0])
    return answer.content.decode()


def test_every_slot_has_a_name_a_value_and_a_field(console_client: Client) -> None:
    revision = houses.begun(houses.draft(**{"header-bg": "#112233"}))

    page = html.fromstring(console_client.get(themed.address(revision, "aanpassen/")).content)

    assert set(slot_texts.NAMES) == set(SLOTS)
    for name in SLOTS:
        assert page.xpath(f"//*[@id='id_{name}']"), name
        assert page.xpath(f"//*[@id='nu-{name}']/code/text()"), name
    first = page.xpath("//details[contains(@class, 'slots')]")[0]
    assert "Herkenning" in first.text_content()
    assert page.xpath("//input[@id='id_header-bg']/@value") == ["#112233"]
    assert "Zelf ingevuld" in page.xpath("//*[@id='nu-header-bg']")[0].text_content()
    assert "van de gemeente" in page.xpath("//*[@id='nu-page-bg']")[0].text_content()


def test_a_value_set_by_hand_and_one_let_go_make_the_next_version(console_client: Client) -> None:
    first = houses.begun(houses.drafted(link="#123456"))
    values = themed.edited(first, **{"header-bg": "rgb(17 34 51)", "link": "", "note": "Kop donker"})

    answer = console_client.post(themed.address(first, "aanpassen/"), values)

    second = first.style.revisions.get(number=2)
    assert answer.url == themed.address(first, "versies/2/")
    assert (second.given, second.note) == ({"header-bg": "#112233"}, "Kop donker")
    assert second.values["link"] == houses.drafted().taken.theme.values["link"].hex  # type: ignore[union-attr]


def test_what_is_no_value_is_refused_beside_its_field_and_half_a_value_leaves_the_preview(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    values = themed.edited(first, **{"header-bg": "url(https://kwaad.example)", "radius": "veel"})

    answer = console_client.post(themed.address(first, "aanpassen/"), values)
    typed = console_client.post(themed.address(first, "aanpassen/"), values, headers={"hx-target": "stand"})

    assert answer.status_code == 422
    assert 'id="id_header-bg_error"' in text_of(answer)
    assert 'id="id_radius_error"' in text_of(answer)
    assert (typed.status_code, typed.content) == (204, b"")
    assert first.style.revisions.count() == 1


def test_the_preview_follows_what_is_typed_and_keeps_nothing(console_client: Client) -> None:
    first = houses.begun()
    values = themed.edited(first, **{"header-bg": "#112233", "stap": "voorbeeld"})

    part = console_client.post(themed.address(first, "aanpassen/"), values, headers={"hx-target": "stand"})
    whole = console_client.post(themed.address(first, "aanpassen/"), values)

    assert b"<html" not in part.content
    assert b'id="nu-header-bg" hx-swap-oob="true"' in part.content
    assert b"<html" in whole.content
    (shown,) = frames(part)
    assert "--p-header-bg:#123" in sheet(console_client, shown)
    assert first.style.revisions.count() == 1


def test_a_repair_is_shown_before_anything_is_kept(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    values = themed.edited(first, link="#f0f0a0", stap="voorbeeld")

    page = text_of(console_client.post(themed.address(first, "aanpassen/"), values))

    assert 'fill="#f0f0a0"' in page
    assert "Hersteld: was #f0f0a0" in page


@pytest.mark.attack("W06", "W16")
def test_a_preview_may_be_framed_by_the_console_alone_and_runs_nothing(console_client: Client) -> None:
    first = houses.begun()
    page = console_client.get(themed.address(first))
    (shown,) = frames(page)

    frame = console_client.get(shown)

    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]
    assert "frame-src 'none'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert b"<script" not in frame.content
    assert set(html.fromstring(page.content).xpath("//iframe/@sandbox")) == {"allow-same-origin"}
    assert b"inert" in frame.content


PRESSED = "//a | //button | //input | //select | //textarea | //summary"


@pytest.mark.parametrize("query", ["", "?pagina=componenten"])
def test_a_framed_page_says_what_it_is_and_has_nothing_to_press(console_client: Client, query: str) -> None:
    (shown,) = frames(console_client.get(themed.address(houses.begun())))

    framed = html.fromstring(console_client.get(shown + query).content)
    rest = "&los" if query else "?los"
    loose = html.fromstring(console_client.get(shown + query + rest).content)

    assert len(framed.xpath("//main/h1[not(ancestor-or-self::*[@inert])]")) == 1
    assert framed.xpath(PRESSED)
    assert not [each for each in framed.xpath(PRESSED) if not each.xpath("ancestor-or-self::*[@inert]")]
    assert len(loose.xpath("//h1")) == 1
    assert not loose.xpath("//*[@inert]")


def test_a_house_style_without_a_logo_has_the_neutral_icon(console_client: Client) -> None:
    """A browser asks for one anyway, where there is none for a console."""
    (shown,) = frames(console_client.get(themed.address(houses.begun())))

    page = html.fromstring(console_client.get(shown).content)

    (icon,) = page.xpath("//link[@rel='icon']/@href")
    assert console_client.get(icon)["Content-Type"].startswith("image/svg+xml")


def test_all_components_can_be_looked_at_in_it(console_client: Client) -> None:
    (shown,) = frames(console_client.get(themed.address(houses.begun())))

    framed, loose = (console_client.get(f"{shown}?pagina=componenten{rest}") for rest in ("", "&los"))

    assert b"utrecht-alert--error" in framed.content
    assert b"utrecht-alert--error" in loose.content


@pytest.mark.attack("W06")
def test_a_draft_is_shown_to_who_typed_it_for_an_hour(console_client: Client) -> None:
    first = houses.begun()
    values = themed.edited(first, link="#123456", stap="voorbeeld")
    (shown,) = frames(console_client.post(themed.address(first, "aanpassen/"), values))
    other = people.browser()
    people.admit(other, people.make(email="ander@dimpact.example"))

    assert console_client.get(shown).status_code == 200
    assert other.get(shown).status_code == 404
    assert other.get(f"{shown}thema.css").status_code == 404
    forged = signing.dumps([str(first.pk), {}, {}], salt="anders", compress=True)
    assert console_client.get(f"/themas/voorbeeld/{forged}/").status_code == 404
    with people.later(3601):
        late = people.browser()
        people.admit(late, people.make(email="laat@dimpact.example"))
        assert late.get(shown).status_code == 404


def test_whoever_was_second_sees_what_changed_and_is_asked_again(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    mine = themed.edited(first, **{"footer-bg": "#223344"})
    houses.revised(first, houses.drafted(**{"header-bg": "#112233"}))

    asked = console_client.post(themed.address(first, "aanpassen/"), mine)

    assert asked.status_code == 409
    assert "Intussen maakte noor@inwonerplein.example versie 2" in text_of(asked)
    assert "Bovenbalk: achtergrond" in text_of(asked)
    form = asked.context["forms"].slots
    again = {**mine, **{name: form[name].value() for name in ("base", "number", "header-bg", "footer-bg")}}
    console_client.post(themed.address(first, "aanpassen/"), again)
    third = first.style.revisions.get(number=3)
    assert third.given == {"header-bg": "#112233", "footer-bg": "#223344"}


def test_nothing_changed_is_no_version_and_a_click_too_many_is_one(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    same = console_client.post(themed.address(first, "aanpassen/"), themed.edited(first))
    values = themed.edited(first, link="#123456")
    answers = [console_client.post(themed.address(first, "aanpassen/"), values) for _ in range(2)]

    assert "Er is niets gewijzigd" in text_of(same)
    assert {answer.url for answer in answers} == {themed.address(first, "versies/2/")}
    assert first.style.revisions.count() == 2


def test_other_colours_of_a_style_made_of_colours(console_client: Client) -> None:
    first = houses.begun()
    values = themed.edited(first, **{"brand-primary": "#7a1f3d"})

    console_client.post(themed.address(first, "aanpassen/"), values)

    assert first.style.revisions.get(number=2).brand["primary"] == "#7a1f3d"


def test_what_was_stated_about_a_file_holds_for_a_value_set_by_hand(console_client: Client) -> None:
    first = houses.begun(houses.draft())

    answer = console_client.post(
        themed.address(first, "aanpassen/"), themed.edited(first, **{"header-bg": "#112233"})
    )

    second = first.style.revisions.get(number=2)
    assert answer.url == themed.address(first, "versies/2/")
    assert (second.statement, second.upload_id) == (first.statement, first.upload_id)
