"""Import every theme that can be had, and keep what came of it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from config.local import theme_packages
from tests.themes.importing import uploads
from themes import compiling, contrast, derive, emit, shipped
from themes.importing import reading
from themes.types import Finding, Format

SINGLE = {
    "@utrecht": "Utrecht",
    "@gemeente-denhaag": "Den Haag",
    "@amsterdam": "Amsterdam",
    "@nl-design-system-unstable/rotterdam-design-tokens": "Rotterdam",
    "@gemeentenijmegen": "Nijmegen",
    "@nl-design-system-community/purmerend-design-tokens": "Purmerend",
}
"""Packages with the house style of one municipality."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One theme, and how it went."""

    name: str
    source: str
    is_municipal: bool
    format: Format | None
    tokens: int
    findings: tuple[Finding, ...]
    # None when nothing of it could be used.
    theme: compiling.Compiled | None
    seconds: float

    @property
    def left(self) -> int:
        """Count the blocking pairs that fail after all."""
        return len(contrast.check(self.theme.values)) if self.theme else 0


def shipped_themes() -> Iterator[Imported]:
    """Make the themes that come with the product."""
    for definition in shipped.definitions():
        start = time.process_time()
        theme = compiling.compile_brand(definition.brand)
        assert theme.values == derive.derive(definition.brand)
        yield Imported(
            definition.name, "product", False, Format.BRAND, 0, (), theme, time.process_time() - start
        )


def fictional() -> Iterator[Imported]:
    """Import the fixtures of the tests."""
    names = [*uploads.DUINRADE, *uploads.DIRTY]
    files = {name: uploads.house(name) for name in names} | {
        "grensdal.zip": uploads.zipped(uploads.folder("grensdal")),
        "schelpkust.tgz": uploads.tarball(uploads.folder("schelpkust")),
    }
    for name, content in files.items():
        yield from _all(content, name, "fixture", is_municipal=False)


def real() -> Iterator[Imported]:
    """Import the packages of real organisations, as far as they are here."""
    for package in theme_packages.packages():
        content = package.content()
        if content is None:
            continue
        single = next((name for start, name in SINGLE.items() if package.spec.startswith(start)), "")
        yield from _all(content, single or package.spec, package.spec, is_municipal=bool(single))


def _all(content: bytes, name: str, source: str, *, is_municipal: bool) -> Iterator[Imported]:
    themes = reading.read_each(content, name)
    while True:
        start = time.process_time()
        following = next(themes, None)
        if following is None:
            return
        key, read = following
        theme = compiling.compile_tokens(read.tokens) if read.tokens else None
        seconds = time.process_time() - start
        several = len(read.choices) > 1
        yield Imported(
            name=key.rpartition("/")[2].removesuffix("-design-tokens") if several else name,
            source=source,
            is_municipal=is_municipal or "/municipalities/" in key,
            format=read.format,
            tokens=len(read.tokens),
            findings=(*read.findings, *(theme.findings if theme else ())),
            theme=theme,
            seconds=seconds,
        )


def size(imported: Imported) -> tuple[int, int]:
    """Give the bytes of the stylesheet, raw and in brotli."""
    if imported.theme is None:
        return 0, 0
    sheet = emit.stylesheet(imported.theme.values)
    return len(sheet.content), len(sheet.brotli)
