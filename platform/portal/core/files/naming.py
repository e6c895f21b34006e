"""Make the name of a file safe: it leads nowhere, hides nothing, and fits everywhere (attack W20)."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 120
"""Characters, with the ending."""
APART: Final = re.compile(r"[/\\:*?\"'<>|;%&$`{}\[\]]")
"""Characters that mean something in a path, a header, a shell or a page."""
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters that nobody sees, or that turn the direction of writing."""
DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
NAMELESS: Final = "document"


def ending_of(name: str) -> str:
    """Answer the ending of a name, in small letters and without its dot; empty where it has none."""
    stem, _dot, ending = _seen(name).rpartition(".")
    return ending.strip().lower() if stem else ""


def cleaned(name: str, ending: str) -> str:
    """Answer a safe name with this ending."""
    last = _seen(name).replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] if "." in last else last
    plain = " ".join(APART.sub(" ", stem).split()).strip(". ")
    if not plain or DEVICES.fullmatch(plain):
        plain = f"{NAMELESS} {plain}".strip()
    return f"{plain[: LONGEST - len(ending) - 1].strip('. ')}.{ending}"


def shown(name: str) -> str:
    """Answer how somebody is told which of their files it is."""
    plain = " ".join(_seen(name).split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _seen(name: str) -> str:
    """Leave out what nobody sees, and write what can be written in two ways in one."""
    plain = unicodedata.normalize("NFC", name)
    return "".join(" " if letter in "\t\r\n" else letter for letter in plain if _is_seen(letter))


def _is_seen(letter: str) -> bool:
    return letter in "\t\r\n" or unicodedata.category(letter) not in HIDDEN
