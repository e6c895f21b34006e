"""Typefaces: the open ones that come with the product, and those of others, which are made anew (P-225, W04, W12)."""

import io
import re

import brotli
import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from hypothesis import given, settings
from hypothesis import strategies as st

from themes import emit, intake, views
from themes.typefaces import containers, measuring, queries, rebuilding
from themes.typefaces.refusals import SENTENCES, Reason, RefusedError
from themes.values import Font

SECRET = b"<script>alert(1)</script>"
ALL = "".join(map(chr, sorted(rebuilding.NEEDED))) + "é€Ω"


def made(letters: str = ALL, *, names: dict[str, str] | None = None, glyphs: int = 0) -> TTFont:
    """A small font of squares, with what does not belong in one."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    order = [
        ".notdef",
        *(f"u{ord(letter)}" for letter in letters),
        *(f"x{number}" for number in range(glyphs)),
    ]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): f"u{ord(letter)}" for letter in letters})
    builder.setupGlyf(dict.fromkeys(order, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Proef", "styleName": "Regular", **(names or {})})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    font: TTFont = builder.font
    for tag in ("SVG ", "zzzz", "meta"):
        font[tag] = newTable("zzzz")
        font[tag].data = SECRET
    font["fpgm"] = newTable("fpgm")
    font["fpgm"].program = Program()
    font["fpgm"].program.fromBytecode(b"\xb0\x00\x2d" * 50)
    return font


def saved(font: TTFont, flavor: str | None = None) -> bytes:
    written = io.BytesIO()
    font.flavor = flavor
    font.save(written)
    return written.getvalue()


@pytest.mark.covers("P-225")
@pytest.mark.parametrize("flavor", [None, "woff2"])
def test_a_font_is_cut_down_to_what_is_needed_as_one_woff2(flavor: str | None) -> None:
    data = saved(made(glyphs=500), flavor)

    face = rebuilding.rebuild(data)

    again = TTFont(io.BytesIO(face.content))
    assert face.content.startswith(b"wOF2")
    assert (face.family, face.weights) == ("Proef", (400, 400))
    assert {ord("é"), ord("€")} <= set(again.getBestCmap())
    assert ord("Ω") not in again.getBestCmap()
    assert again["maxp"].numGlyphs < 100


@pytest.mark.attack("W04")
def test_nothing_of_a_font_comes_along_that_draws_no_letter() -> None:
    data = saved(made())

    again = TTFont(io.BytesIO(rebuilding.rebuild(data).content))

    assert SECRET in data  # the negative control: handed on as it is, it would be there
    assert {tag.strip() for tag in again.keys()} - {"GlyphOrder"} <= rebuilding.TABLES  # noqa: SIM118
    assert "fpgm" not in again


@pytest.mark.parametrize(
    ("licence", "is_open"),
    [("Licensed under the SIL Open Font License", True), ("All Rights Reserved", False), ("", False)],
)
def test_what_a_font_says_of_its_licence_is_kept_and_told(licence: str, is_open: bool) -> None:
    face = rebuilding.rebuild(
        saved(made(names={"licenseDescription": licence + "\n", "copyright": "© Iemand"}))
    )

    assert (face.licence, face.copyright, face.is_open) == (licence, "© Iemand", is_open)


def bomb() -> bytes:
    """A WOFF2 of one table that becomes a hundred times as large as is allowed."""
    packed = brotli.compress(bytes(containers.MOST_UNPACKED * 100), quality=1)
    head = b"wOF2" + bytes(8) + (1).to_bytes(2, "big") + bytes(6) + len(packed).to_bytes(4, "big")
    return head.ljust(containers.HEADER, b"\0") + b"\x01\x10" + packed


@pytest.mark.attack("W12")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (bytes(300_001), "too large"),
        (b"<svg/>", "unknown kind"),
        (b"wOFF" + bytes(99), "unknown kind"),
        (b"ttcf" + bytes(99), "unknown kind"),
        (bomb(), "unfolds"),
        (b"wOF2" + b"\xff" * 99, "not readable"),
        (b"OTTO" + bytes(99), "no letters"),
        (saved(made())[:900], "not readable"),
        (saved(made("abc")), "no letters"),
    ],
)
def test_a_font_that_cannot_be_used_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        rebuilding.rebuild(data)

    assert refused.value.reason == reason
    assert refused.value.sentence.endswith(".")


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)


FONT = saved(made(), "woff2")


@pytest.mark.attack("W04", "W12")
@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(FONT) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_font_is_refused_or_made_anew(where: int, noise: bytes) -> None:
    data = FONT[:where] + noise + FONT[where + len(noise) :]

    try:
        content = rebuilding.rebuild(data).content
    except RefusedError as refused:
        content = b"" if refused.sentence else data

    assert content == b"" or content.startswith(b"wOF2")


@pytest.mark.covers("P-225")
@pytest.mark.parametrize("face", queries.shipped(), ids=lambda face: face.key)
def test_a_typeface_that_comes_with_the_product_is_open_small_and_whole(face: queries.Shipped) -> None:
    font = TTFont(io.BytesIO(face.content))

    assert len(face.content) <= 40_000
    assert rebuilding.NEEDED | {ord(letter) for letter in "éëïöüáèçñ€"} <= set(font.getBestCmap())
    assert "SIL OPEN FONT LICENSE" in face.licence
    assert "with Reserved Font Name" not in face.licence.partition("SIL OPEN FONT LICENSE")[0]
    assert [(axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [face.weights]


@pytest.mark.parametrize("face", queries.shipped(), ids=lambda face: face.key)
def test_until_a_typeface_is_there_arial_is_drawn_as_large_as_it(face: queries.Shipped) -> None:
    assert queries.FALLBACKS[face.key] == measuring.measured(face.content)
    assert "size-adjust:" in face.fallback_face
    assert "ascent-override:" in face.fallback_face


@pytest.mark.covers("P-225")
@pytest.mark.parametrize("face", queries.shipped(), ids=lambda face: face.key)
def test_a_theme_with_an_open_typeface_loads_that_alone_and_stays_small(face: queries.Shipped) -> None:
    values = intake.from_brand("#0a5a9c", "#e07b00", font=face.key).theme.values  # type: ignore[union-attr]
    sheet = emit.stylesheet({**values, "h-font": Font("nunito")}).content.decode()

    assert re.findall(r"url\(([^)]+)\)", sheet) == [face.url]
    assert "font-display:swap" in sheet
    assert f'--p-font:"{face.family}",fallback,sans-serif' in sheet
    assert len(sheet) <= emit.MOST_BYTES


def test_a_theme_that_takes_what_devices_have_loads_nothing() -> None:
    values = intake.from_brand("#0a5a9c", "#e07b00").theme.values  # type: ignore[union-attr]

    assert "url(" not in emit.stylesheet(values).content.decode()
    assert emit.typeface(values) is None


def test_a_typeface_of_headings_alone_is_loaded_too() -> None:
    values = intake.from_brand("#0a5a9c", "#e07b00").theme.values  # type: ignore[union-attr]

    assert emit.typeface({**values, "h-font": Font("inter")}) == queries.of_key("inter")


@pytest.mark.parametrize(("key", "asked"), [("", 0), ("inter", 1)])
def test_a_page_asks_for_the_typeface_of_its_theme_at_once(key: str, asked: int) -> None:
    face = queries.of_key(key)

    html = render_to_string("themes/skeleton.html", {"theme_typeface": face.url if face else ""})

    assert (
        len(re.findall(r'<link rel="preload" href="[^"]+" as="font" type="font/woff2" crossorigin>', html))
        == asked
    )


@pytest.mark.covers("P-246")
def test_the_typeface_for_dyslexia_is_open_small_whole_and_does_not_bear_the_reserved_name() -> None:
    face = queries.reading()
    font = TTFont(io.BytesIO(face.content))

    assert len(face.content) <= 40_000
    assert rebuilding.NEEDED | {ord(letter) for letter in "éëïöüáèçñ€"} <= set(font.getBestCmap())
    assert "with Reserved Font Name OpenDyslexic" in face.licence
    assert font["name"].getDebugName(1) == face.family == "Leesletter"
    assert b"OpenDyslexic" not in font.reader["CFF "]
    assert face not in queries.shipped()


def test_a_typeface_is_found_by_the_name_that_a_theme_gives() -> None:
    found = queries.of_family("'noto sans'")

    assert found is not None
    assert found.face.startswith('@font-face{font-family:"Noto Sans";font-weight:300 800;font-display:swap;')
    assert queries.of_family("Amsterdam Sans") is None


def test_a_typeface_is_served_for_ever(db: None, rf: RequestFactory) -> None:
    face = queries.shipped()[0]

    response = views.typeface(rf.get(face.url), face.name[5:17])

    assert response.content == face.content
    assert response["Content-Type"] == "font/woff2"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    with pytest.raises(Http404):
        views.typeface(rf.get("/"), "0123456789ab")
