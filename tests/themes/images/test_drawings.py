"""A drawing of others is made anew: nothing of it is handed on (W04, W07, W12, W16)."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

import themes
from tests.themes.images import hostile
from tests.themes.images.hostile import HEAD, SHAPE, svg
from themes.images import drawings
from themes.images.refusals import LEFT_OUT, SENTENCES, Part, Reason, RefusedError
from themes.images.vocabulary import ATTRIBUTES, SVG, XLINK

LIBRARY = sorted((Path(themes.__file__).parent / "library").glob("*.svg"))
VALUE = re.compile(r"[A-Za-z0-9#.,()%+\- ]*")
"""All that a value is ever written with: nothing that closes an attribute, an element or a rule."""


def rebuilt(inside: str, attributes: str = "") -> str:
    return drawings.rebuild(svg(inside, attributes)).content.decode()


def made_of(data: bytes) -> bytes | None:
    """What a drawing becomes, or nothing when it is refused with a sentence."""
    try:
        return drawings.rebuild(data).content
    except RefusedError as refused:
        return None if refused.sentence else data


def strangers(content: bytes) -> list[str]:
    """Whatever is in a drawing that the allow-list does not know."""
    root = etree.fromstring(content)
    found: list[str] = []
    for element in root.iter():
        tag = element.tag.removeprefix(f"{{{SVG}}}")
        known = {"viewBox", *ATTRIBUTES["g"]} if tag == "svg" else {"id", *ATTRIBUTES.get(tag, ())}
        found += [tag] if tag != "svg" and tag not in ATTRIBUTES else []
        found += [f"{tag}@{name}" for name in element.attrib if name not in known]
        found += [value for value in element.attrib.values() if not VALUE.fullmatch(value)]
        found += [text for text in (element.text, element.tail) if text]
    return found


@pytest.mark.attack("W04", "W07", "W16")
@pytest.mark.parametrize("attack", hostile.CLEANED)
def test_a_drawing_loses_what_is_hostile_and_keeps_its_shape(attack: str) -> None:
    data, mark = hostile.CLEANED[attack]

    content = drawings.rebuild(data).content

    assert mark in data  # the negative control: handed on as it is, it would be there
    assert mark not in content
    assert b'<path d="M0 0h10v10z"/>' in content
    assert strangers(content) == []


@pytest.mark.attack("W04", "W12")
@pytest.mark.parametrize("attack", hostile.REFUSED)
def test_a_drawing_that_cannot_be_trusted_is_refused_with_its_reason(attack: str) -> None:
    data, reason = hostile.REFUSED[attack]

    with pytest.raises(RefusedError) as refused:
        drawings.rebuild(data)

    assert refused.value.reason == reason
    assert refused.value.sentence.endswith(".")


def test_the_test_for_strangers_sees_them() -> None:
    """The negative control."""
    data = svg('<script>alert(1)</script><circle r="url(//evil.example)" onclick="x"/>')

    assert set(strangers(data)) >= {"script", "alert(1)", "circle@onclick", "url(//evil.example)"}


def test_every_reason_and_every_part_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
    assert set(LEFT_OUT) == set(Part)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_drawings_that_come_with_the_product_keep_everything(path: Path) -> None:
    data = path.read_bytes()

    drawing = drawings.rebuild(data)

    assert drawing.left_out == ()
    assert len(drawing.content) <= len(data) * 1.1
    assert drawing.content.count(b"<path") == data.count(b"<path")


def test_what_was_left_out_is_told_with_a_reason() -> None:
    drawing = drawings.rebuild(svg("<script/><text>Zonnedam</text><text>Gemeente</text>"))

    assert [(left.part, left.times, left.is_visible) for left in drawing.left_out] == [
        (Part.SCRIPT, 1, False),
        (Part.TEXT, 2, True),
    ]
    assert "contouren" in drawing.left_out[1].sentence


def test_what_drawing_programs_add_goes_without_a_word() -> None:
    drawing = drawings.rebuild(
        b'<?xml version="1.0" encoding="UTF-8" standalone="no"?><!-- Made with a program -->'
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + svg(
            '<title>Logo</title><metadata><x:y xmlns:x="urn:x">z</x:y></metadata>',
            ' version="1.1" id="Laag_1" xml:space="preserve" style="enable-background:new 0 0 10 10"',
        )
    )

    assert drawing.left_out == ()
    assert drawing.content == f'<svg xmlns="{SVG}" viewBox="0 0 10 10">{SHAPE}</svg>'.encode()


def test_colours_of_classes_become_attributes() -> None:
    html = rebuilt(
        "<style>.a,.b{fill:#C00;stroke:none} .b{fill:rgb(0,0,255)!important}</style>"
        '<circle class="a b" r="2"/><circle class="a" r="1" style="fill-opacity:50%"/>'
    )

    assert '<circle r="2" fill="#0000ff" stroke="none"/>' in html
    assert '<circle r="1" fill="#cc0000" fill-opacity=".5" stroke="none"/>' in html


def test_rules_for_a_medium_are_left_out_and_those_around_them_are_not() -> None:
    html = rebuilt(
        "<style>@import url(//x); .a{fill:red} @media (prefers-color-scheme:dark){.b{fill:blue} .a,.c{fill:blue}}"
        ".c{fill:lime}</style>"
        '<circle class="a" r="1"/><circle class="b" r="2"/><circle class="c" r="3"/>'
    )

    assert '<circle r="1" fill="#ff0000"/><circle r="2"/><circle r="3" fill="#00ff00"/>' in html


def test_gradients_and_clip_paths_get_names_of_ours() -> None:
    html = rebuilt(
        '<linearGradient id="Verloop 1"/><linearGradient id="v"><stop offset="50%" stop-color="red"/></linearGradient>'
        '<clipPath id="knip"><circle r="4"/></clipPath>'
        '<g clip-path="url(#knip)"><rect width="3" height="3" fill="url(#v) #fff"/></g>'
    )

    assert '<linearGradient id="i1"><stop offset=".5" stop-color="#ff0000"/></linearGradient>' in html
    assert '<clipPath id="i0"><circle r="4"/></clipPath>' in html
    assert '<g clip-path="url(#i0)"><rect width="3" height="3" fill="url(#i1) #ffffff"/></g>' in html
    assert "knip" not in html


def test_a_reference_to_what_was_left_out_paints_nothing() -> None:
    html = rebuilt(
        '<pattern id="p"/><circle r="2" fill="url(#p)"/><circle r="3" fill="url(#p) red"/><use href="#p"/>'
    )

    assert '<circle r="2" fill="none"/><circle r="3" fill="#ff0000"/>' in html
    assert "<use" not in html


def test_a_link_becomes_a_group_with_its_shapes() -> None:
    assert '<g><circle r="2"/></g>' in rebuilt('<a href="https://zonnedam.example"><circle r="2"/></a>')


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("M0,0 1,1 2,2Z", "M0 0 1 1 2 2Z"),
        ("m.5.5-.25-.25", "m.5 .5-.25-.25"),
        ("M0 0A1 1 0 012 2", "M0 0A1 1 0 0 1 2 2"),
        ("M0 0a1 1 0 1 0 .5.5 1 1 0 11-.5.5", "M0 0a1 1 0 1 0 .5 .5 1 1 0 1 1-.5 .5"),
        ("M0 0C1 1 2 2 3 3S4 4 5 5", "M0 0C1 1 2 2 3 3S4 4 5 5"),
        ("M1e1 1E-1h.123456789", "M10 .1h.123457"),
    ],
)
def test_outlines_are_read_and_written_again(written: str, made: str) -> None:
    assert f'<path d="{made}"/>' in rebuilt(f'<path d="{written}"/>')


@pytest.mark.parametrize("written", ["L0 0", "M0", "M0 0 L1", "M0 0;alert(1)", "M0 0 X1", "M0 0h1e999", ""])
def test_an_outline_that_is_none_is_left_out_and_told(written: str) -> None:
    drawing = drawings.rebuild(svg(f'<path d="{written}"/>'))

    assert drawing.content.count(b"<path") == 1
    assert [left.part for left in drawing.left_out] == [Part.UNREADABLE]


def test_a_drawing_that_only_says_how_large_it_is_gets_a_frame() -> None:
    data = f'<svg xmlns="{SVG}" width="2cm" height="96pt">{SHAPE}</svg>'.encode()

    drawing = drawings.rebuild(data)

    assert (round(drawing.width, 1), drawing.height) == (75.6, 128)
    assert b'viewBox="0 0 75.5906 128"' in drawing.content


TAGS = st.sampled_from(
    [*ATTRIBUTES, "svg", "script", "style", "image", "text", "a", "foreignObject", "animate"]
)
NAMES = st.sampled_from(
    [
        *sorted({name for known in ATTRIBUTES.values() for name in known}),
        "id",
        "style",
        "class",
        "onload",
        "xlink:href",
    ]
)
PIECES = st.one_of(
    st.sampled_from(["url(#a)", "url(//evil.example)", "javascript:", "#a", "red", "rgb(1,2,3,.5)", "none"]),
    st.sampled_from(["M0,0h1", "0,0,9,9", "rotate(9)", "1e9", "-1", "50%", "inherit", "data:,x", "é"]),
    st.sampled_from(["&quot;", "&lt;", "'", ";", "{", "}", "\\", "&#10;"]),
)
ATTRIBUTE = st.tuples(NAMES, st.lists(PIECES, max_size=4).map("".join))
NODE = st.recursive(
    st.sampled_from(["", SHAPE, "<style>*{fill:url(//x)}.a{fill:red}</style>", "&lt;b>", "<![CDATA[<b>]]>"]),
    lambda inside: st.builds(
        lambda tag, attributes, children: (
            f"<{tag} {' '.join(f'{name}="{value}"' for name, value in dict(attributes).items())}>"
            f"{''.join(children)}</{tag}>"
        ),
        TAGS,
        st.lists(ATTRIBUTE, max_size=4),
        st.lists(inside, max_size=3),
    ),
    max_leaves=12,
)


@pytest.mark.attack("W04", "W07")
@settings(max_examples=150, deadline=None)
@given(NODE)
@example('<g id="a"><use xlink:href="#a"/></g>')
def test_whatever_is_uploaded_only_what_is_allowed_comes_out(inside: str) -> None:
    content = made_of(svg(inside))

    if content is None:
        return
    assert strangers(content) == []
    assert drawings.rebuild(content).content == content
    assert drawings.rebuild(content).left_out == ()


@pytest.mark.attack("W04")
@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused_or_made_anew(noise: bytes) -> None:
    for data in (noise, HEAD.encode() + noise, svg("") + noise):
        assert (content := made_of(data)) is None or strangers(content) == []


def test_the_old_way_to_refer_is_understood() -> None:
    assert f'xmlns:xlink="{XLINK}"' in HEAD

    html = rebuilt(
        '<symbol id="s" viewBox="0 0 4 4"><circle r="2"/></symbol><use xlink:href="#s" width="4" height="4"/>'
    )

    assert (
        '<symbol id="i0" viewBox="0 0 4 4"><circle r="2"/></symbol><use href="#i0" width="4" height="4"/>'
        in html
    )
