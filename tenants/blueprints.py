"""What whoever makes blueprints and whoever fills from them agree on (requirement C-025)."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

VERSION: Final = 1
"""Of the form of a blueprint; a file says which one it has."""
UNNAMED: Final = "@naam-van-de-gemeente@"
"""Stands in the texts of a spare where the name of its municipality will come."""
NAME: Final = "{name}"
"""Stands in the texts of a blueprint for the name of the municipality."""


def without_name(found: Any, name: str) -> Any:
    """Put `{name}` where texts name the municipality that a blueprint is made from."""
    words = sorted({name, html.escape(name, quote=False)}, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    return _in_texts(found, lambda text: pattern.sub(lambda _match: NAME, text))


def with_name(found: Any, name: str) -> Any:
    """Put a municipality's name where texts say `{name}`."""
    return _in_texts(found, lambda text: text.replace(NAME, name))


def _in_texts(found: Any, change: Callable[[str], str]) -> Any:
    if isinstance(found, str):
        return change(found)
    if isinstance(found, Mapping):
        return {key: _in_texts(value, change) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [_in_texts(value, change) for value in found]
    return found
