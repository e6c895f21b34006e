"""Look for words in what was kept: as they are, in base64, and in a percent-encoded address."""

import base64
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

ALLOWED: Final = Path(__file__).with_name("allowed.toml")
NINE_DIGITS: Final = re.compile(rb"(?<!\d)\d{9}(?!\d)")
TOKEN: Final = re.compile(rb"eyJ[\w-]{8,}\.eyJ[\w-]{8,}")
"""A JWT, whoever made it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A word that was found where it may not be."""

    file: str
    test: str
    what: str
    word: str

    @property
    def kind(self) -> str:
        """Answer the kind of source."""
        return self.file.partition("-")[0]

    def __str__(self) -> str:
        """Tell of it without repeating the word."""
        return f"{self.file}: {self.what} {self.word[:4]}… ({self.test or 'outside any test'})"


class Searcher:
    """Knows all words."""

    def __init__(self, bsns: frozenset[str], secrets: frozenset[str]) -> None:
        self._bsns = {bsn.encode() for bsn in bsns}
        known = {shown: secret for secret in secrets for shown in (secret, quote(secret, safe=""))}
        known |= {packed: word for word in (*secrets, *bsns) for packed in in_base64(word)}
        self._others: Mapping[bytes, str] = {shown.encode(): word for shown, word in known.items()}

    def found(self, content: bytes) -> Iterator[tuple[int, str, str]]:
        """List what stands in a text: where, what it is, and the word."""
        for hit in NINE_DIGITS.finditer(content):
            if hit.group() in self._bsns:
                yield hit.start(), "BSN", hit.group().decode()
        for shown, word in self._others.items():
            at = content.find(shown)
            while at >= 0:
                yield at, "BSN" if word.encode() in self._bsns else "secret", word
                at = content.find(shown, at + len(shown))
        for hit in TOKEN.finditer(content):
            yield hit.start(), "token", hit.group().decode()

    def in_folder(self, folder: Path) -> list[Sighting]:
        """List what stands in the files of a folder, each once for each test."""
        return list(dict.fromkeys(seen for path in sorted(folder.iterdir()) for seen in self._in_file(path)))

    def _in_file(self, path: Path) -> Iterator[Sighting]:
        content = path.read_bytes()
        for at, what, word in self.found(content):
            line = content.rfind(b"\n", 0, at) + 1
            test = content[line : content.find(b"\t", line)] if path.suffix == ".txt" else b""
            yield Sighting(path.name, test.decode(errors="replace"), what, word)


def in_base64(word: str) -> Iterator[str]:
    """Answer what shows that a word stands inside a text in base64, wherever in it the word begins."""
    for offset in range(3):
        packed = base64.b64encode(b"\0" * offset + word.encode()).decode().rstrip("=")
        yield packed[(0, 2, 3)[offset] : len(packed) - (1 if (offset + len(word.encode())) % 3 else 0)]


def allowed() -> list[dict[str, str]]:
    """Answer what tests leak on purpose."""
    return list(tomllib.loads(ALLOWED.read_text(encoding="utf-8")).get("leak", []))


def is_allowed(seen: Sighting, leaks: Iterable[Mapping[str, str]]) -> bool:
    """Tell whether a find is one that its test makes on purpose."""
    return any(seen.kind == leak["kind"] and seen.test.startswith(leak["test"]) for leak in leaks)
