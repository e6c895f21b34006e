"""A theme becomes one small file that holds nothing but slots."""

import gzip
import hashlib
import re

import brotli
import pytest

from themes import builtin, derive, emit, shipped
from themes.slots import SLOTS, Scheme
from themes.values import Colour

VALUE = re.compile(r'#[0-9a-f]{3}|#[0-9a-f]{6}|\d+(\.\d+)?(px|rem)?|[a-z-]+|"[A-Za-z ]+"')
KEYS = [definition.key for definition in shipped.definitions()]


@pytest.mark.parametrize("key", KEYS)
def test_a_theme_is_at_most_1700_bytes(key: str) -> None:
    assert len(builtin.stylesheet(key).content) <= emit.MOST_BYTES


@pytest.mark.parametrize("key", KEYS)
def test_a_theme_holds_every_slot_once_and_only_values_that_are_allowed(key: str) -> None:
    inside = builtin.stylesheet(key).content.decode().removeprefix(":root{").removesuffix("}")

    declarations = [declaration.split(":") for declaration in inside.split(";")]

    assert [name for name, _ in declarations] == [f"--p-{name}" for name in SLOTS]
    assert all(VALUE.fullmatch(part) for _, value in declarations for part in value.split(","))


def test_a_theme_is_named_after_its_content_and_unpacks_to_it() -> None:
    sheet = builtin.stylesheet("zonnedam")

    assert sheet.name == hashlib.sha256(sheet.content).hexdigest()[:12] + ".css"
    assert brotli.decompress(sheet.brotli) == gzip.decompress(sheet.gzip) == sheet.content


def test_the_same_values_give_the_same_bytes() -> None:
    values = derive.derive(_brand())

    assert emit.stylesheet(values) == emit.stylesheet(dict(reversed(values.items())))


def test_a_theme_that_cannot_be_read_is_not_emitted() -> None:
    values = derive.derive(_brand()) | {"fg": Colour("#fefefe")}

    with pytest.raises(emit.UnreadableThemeError, match="fg on"):
        emit.stylesheet(values)


def test_a_dark_scheme_stands_behind_the_reader_s_preference() -> None:
    values = derive.derive(_brand())

    css = emit.css({Scheme.LIGHT: values, Scheme.DARK: values})

    assert css.count(":root{") == 2
    assert "}@media (prefers-color-scheme:dark){:root{" in css
    assert css.endswith("}}")


def _brand() -> derive.Brand:
    return derive.Brand(Colour("#1c4e80"), Colour("#e07a1f"))
