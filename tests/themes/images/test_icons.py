"""What is made from a logo: icons for tabs and telephones, and the picture that goes with a link."""

import io
from pathlib import Path

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from PIL import Image

import themes
from themes import builtin, views
from themes import icons as served
from themes.images import drawings, icons, painting, rasters
from themes.images.drawings import Drawing
from themes.images.rasters import Picture, Purpose
from themes.typefaces import queries as typefaces
from themes.values import Colour

LIBRARY = Path(themes.__file__).parent / "library"
LOOK = icons.Look(plate=Colour("#ffffff"), words=Colour("#0b3b86"), band=Colour("#f9a01b"))
FONT = typefaces.shipped()[0].content


def drawn() -> Drawing:
    return drawings.rebuild((LIBRARY / "zonnedam-logo.svg").read_bytes())


def photographed() -> Picture:
    written = io.BytesIO()
    Image.new("RGBA", (200, 100), "#f9a01b").save(written, "PNG")
    return rasters.reencode(written.getvalue(), Purpose.LOGO)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("logo", [drawn(), photographed()], ids=["drawing", "picture"])
def test_a_logo_becomes_an_icon_of_a_tab_in_two_sizes(logo: Drawing | Picture) -> None:
    icon = opened(icons.ico(logo))

    assert icon.info["sizes"] == {(16, 16), (32, 32)}
    assert icon.convert("RGBA").getpixel((0, 0))[3] == 0
    assert icon.getbbox() is not None


@pytest.mark.parametrize("logo", [drawn(), photographed()], ids=["drawing", "picture"])
def test_a_logo_becomes_an_opaque_icon_of_a_home_screen(logo: Drawing | Picture) -> None:
    icon = opened(icons.touch(logo, Colour("#123456")))

    assert (icon.size, icon.mode) == ((180, 180), "RGB")
    assert icon.getpixel((2, 2)) == (0x12, 0x34, 0x56)
    assert (0xF9, 0xA0, 0x1B) in {colour for _count, colour in icon.getcolors(40_000) or ()}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Ee",
        "Gemeente Zonnedam",
        "Gemeente " + "Waterrijk aan de Oude Vecht " * 9,
        "Llanfair" * 20,
        "Ĳsselstein é",
    ],
)
def test_a_card_holds_logo_and_name_within_its_edges(words: str) -> None:
    card = opened(icons.card(drawn(), LOOK, words, FONT)).convert("RGB")

    plate = card.crop((0, 0, 1200, 606))
    assert card.size == (1200, 630)
    assert card.getpixel((600, 620)) == (0xF9, 0xA0, 0x1B)
    for edge in ((0, 0, 60, 606), (1140, 0, 1200, 606), (0, 0, 1200, 60)):
        assert plate.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), (255, 255, 255))]


def test_the_name_is_written_on_the_card() -> None:
    assert icons.card(drawn(), LOOK, "Zonnedam", FONT) != icons.card(drawn(), LOOK, "Waterrijk", FONT)


def test_a_logo_is_painted_as_large_as_fits() -> None:
    assert painting.paint(photographed(), (64, 64)).size == (64, 32)


@pytest.mark.parametrize("key", [*(theme.key for theme in builtin.themes()), builtin.CONSOLE])
def test_a_page_names_icons_that_are_served_for_ever(key: str, rf: RequestFactory) -> None:
    html = render_to_string("themes/skeleton.html", builtin.context(key))
    found = served.of(key)

    assert found is not None
    for url, view, kind in (
        (found.ico, views.icon, "image/x-icon"),
        (found.touch, views.touch_icon, "image/png"),
    ):
        response = view(rf.get(url), url[12:24])
        assert f'href="{url}"' in html
        assert response["Content-Type"] == kind
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert opened(response.content).size in {(32, 32), (180, 180)}


def test_a_theme_has_a_card_with_its_logo_that_is_served_for_ever(rf: RequestFactory) -> None:
    cards = {served.of(theme.key).card for theme in builtin.themes()}  # type: ignore[union-attr]
    url = builtin.context("zonnedam")["theme_card"]

    response = views.card(rf.get(url), url[12:24])

    assert len(cards) == len(builtin.themes())
    assert url in cards
    assert opened(response.content).size == (1200, 630)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_icon_that_nobody_named_is_not_there(db: None, rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        views.icon(rf.get("/"), "0123456789ab")
