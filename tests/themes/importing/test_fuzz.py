"""Whatever bytes come in, an answer comes out, and what is made of them is a theme that holds nothing but slots."""

import functools
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.themes.importing import uploads
from themes import contrast, emit, intake, mapping
from themes.importing import measures, wording
from themes.typefaces import queries as typefaces
from themes.types import Severity

pytestmark = pytest.mark.attack("W06")
FACES = [f"{face.face}{face.fallback_face}" for face in typefaces.shipped()]
"""What a theme with an open typeface begins with."""
SAFE = re.compile(r':root\{(--p-[a-z0-9-]+:[#a-z0-9., "A-Z-]+;?)+\}')
NAMES = [
    *("utrecht", "link", "color", "button", "background-color", "primary-action", "document", "font-family"),
    *(
        "heading-1",
        "font-size",
        "value",
        "$value",
        "$type",
        "$ref",
        "$extends",
        "$metadata",
        "original",
        "a/b",
    ),
]
TEXTS = [
    *("#fff", "#12345678", "{utrecht.link.color}", "{a}", "var(--utrecht-link-color, red)", "16px", "1e9"),
    *("calc(1px*2)", "rgba(#fff, .5)", "url(x)", "{", "}", "color", "dimension", "oklch(.5 .1 20)"),
    *("lighten(#fff, 1)", "#/a/b"),
]
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(TEXTS), st.text(max_size=12)
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=5),
    ),
    max_leaves=25,
)
SOURCES = [name for names in mapping.rules().sources.values() for name in names]
any_part = leaves | st.lists(leaves, max_size=3) | st.dictionaries(st.sampled_from(NAMES), leaves, max_size=2)
values = st.one_of(
    any_part,
    st.fixed_dictionaries({"value": any_part, "unit": any_part}),
    st.fixed_dictionaries({"colorSpace": any_part, "components": any_part, "alpha": any_part}),
    st.fixed_dictionaries(
        {
            "colorSpace": st.sampled_from(["srgb", "hsl", "oklch", "lab", "display-p3", "xyz-d50"]),
            "components": st.lists(st.floats() | st.integers() | st.just("none"), min_size=3, max_size=3),
        }
    ),
    st.fixed_dictionaries(
        {"$value": any_part, "$extensions": st.just({"studio.tokens": {"modify": {"type": []}}})}
    ),
)
WHOLE = [
    uploads.zipped(uploads.folder("grensdal")),
    uploads.tarball(uploads.folder("schelpkust")),
    uploads.house("duinrade.css"),
    uploads.house("duinrade.dtcg.json"),
]


def taken(content: bytes) -> None:
    """Take an upload in; it may be refused, and it may not fail."""
    result = intake.from_file(content, "upload")

    assert all(wording.finding(each) for each in result.findings)
    if result.theme is None:
        assert result.choices or any(each.severity is Severity.REFUSED for each in result.findings)
        return
    assert contrast.check(result.theme.values) == ()
    sheet = result.theme.stylesheet.content.decode()
    assert SAFE.fullmatch(functools.reduce(str.removeprefix, FACES, sheet))
    assert len(result.theme.stylesheet.content) <= emit.MOST_BYTES


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes(content: bytes) -> None:
    taken(content)


@settings(deadline=None, max_examples=40)
@given(trees)
def test_any_json(tree: object) -> None:
    taken(json.dumps(tree).encode())


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.sampled_from(SOURCES), values, min_size=1, max_size=6))
def test_any_value_of_a_token(found: dict[str, object]) -> None:
    taken(json.dumps({name: {"$type": "color", "$value": value} for name, value in found.items()}).encode())
    taken(json.dumps({name: {"value": "#fff", "original": value} for name, value in found.items()}).encode())


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["utrecht-link-color", "utrecht-document-font-family", "a"]),
                          st.sampled_from(TEXTS) | st.text(max_size=15)), max_size=8))  # fmt: skip
def test_any_style_sheet(properties: list[tuple[str, str]]) -> None:
    taken(
        (":root{" + ";".join(f"--{name}:{value}" for name, value in properties) + "}").encode(
            "utf-8", "replace"
        )
    )


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=6))
def test_any_upload_with_bytes_changed(whole: bytes, changes: list[tuple[int, int]]) -> None:
    broken = bytearray(whole)
    for place, value in changes:
        broken[place % len(broken)] = value
    taken(bytes(broken))


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="0123456789.+-*/() ,pxremincalvw%", max_size=40))
def test_any_arithmetic(text: str) -> None:
    found = measures.work_out(text)

    assert found is None or abs(found.amount) <= 1_000_000
