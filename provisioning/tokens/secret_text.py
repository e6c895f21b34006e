"""The text of a key: `iwp_`, eight digits that may be seen, and forty characters that may not.

The beginning is for scanners of secrets: a key that somebody put into a repository is recognised by it.
"""

import hashlib
import re
import secrets
import string
from dataclasses import dataclass, field
from typing import Final

PREFIX: Final = "iwp"
ALPHABET: Final = string.ascii_letters + string.digits
LENGTH: Final = 40
"""Characters: 238 bits."""
PATTERN: Final = re.compile(rf"{PREFIX}_(?P<hint>[0-9a-f]{{8}})_[A-Za-z0-9]{{{LENGTH}}}")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: shown once, then forgotten."""

    hint: str
    text: str = field(repr=False)


def new() -> NewKey:
    """Make a key."""
    hint = secrets.token_hex(4)
    return NewKey(hint, f"{PREFIX}_{hint}_{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}")


def looks_right(text: str) -> bool:
    """Tell whether a text can be a key at all, before anything is looked up."""
    return PATTERN.fullmatch(text) is not None


def digest(text: str) -> str:
    """Answer what is kept of a key."""
    return hashlib.sha256(text.encode()).hexdigest()
