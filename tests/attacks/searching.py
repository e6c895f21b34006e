"""Look for what belongs to another municipality in everything that comes out, however it is wrapped."""

import base64
import binascii
import re
import urllib.parse
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.attacks.canaries import Marks

MARK = re.compile(r"(q)([kns])([0-9a-f]{12})z|(?<!\d)(999\d{6})(?!\d)", re.IGNORECASE)
PACKED = re.compile(r"[A-Za-z0-9_\-+/]{24,}")
MOST_UNPACKED = 1_000_000


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that was seen where it must not be."""

    place: str
    what: str
    whose: str

    def __str__(self) -> str:
        return f"{self.what} of {self.whose} in {self.place}"


@dataclass(frozen=True, slots=True)
class Found:
    """One mark in a text."""

    what: str
    """`word`, `name`, `secret` or `BSN`."""
    digits: str
    is_lower: bool
    """Whether it is written as in an address; what people read has a capital."""


WHAT = {"k": "word", "n": "name", "s": "secret"}


class Searcher:
    """Knows the marks of all municipalities, and tells whose stand in a text."""

    def __init__(self, everybody: Iterable[Marks]) -> None:
        self.by_bsn = {marks.bsn: marks.digits for marks in everybody}

    def found(self, text: str) -> Iterator[Found]:
        """List the marks in a text."""
        for hit in MARK.finditer(text):
            first, kind, digits, bsn = hit.groups()
            if bsn:
                if bsn in self.by_bsn:
                    yield Found("BSN", self.by_bsn[bsn], is_lower=False)
            else:
                yield Found(WHAT[kind.lower()], digits.lower(), is_lower=first == "q")

    def shows(self, text: str, own: Marks) -> bool:
        """Tell whether a text holds the municipality's own word."""
        return own.word in text

    def leaks(
        self, place: str, text: str, own: Marks | None, *, is_open: bool = True, given: str = ""
    ) -> list[Sighting]:
        """List what must not stand in a text that belongs to a municipality, or to nobody.

        :param is_open: whether a municipality's own BSN may stand here: in its pages, not in logs, keys and addresses.
        :param given: digits of a municipality whose address the attacker typed: a lower-case echo is no leak.
        """
        home = own.digits if own else ""
        return [
            Sighting(place, hit.what, hit.digits)
            for hit in self.found(text)
            if hit.what == "secret"
            or (hit.what == "BSN" and not is_open)
            or (hit.digits != home and not (hit.digits == given and hit.is_lower))
        ]


def layers(text: str) -> Iterator[str]:
    """Answer a text, and what is found when it is unquoted, unpacked and inflated."""
    yield text
    if "%" in text:
        yield urllib.parse.unquote(text)
    for piece in PACKED.finditer(text):
        yield from _unpacked(piece.group())


def _unpacked(piece: str) -> Iterator[str]:
    plain = piece.replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (ValueError, binascii.Error):
        return
    yield data.decode("latin-1")
    try:
        yield zlib.decompressobj().decompress(data, MOST_UNPACKED).decode("latin-1")
    except zlib.error:
        return
