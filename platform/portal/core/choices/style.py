"""What shows the choices in a browser without script: a few rules, which pages name inside `<noscript>`."""

from collections.abc import Iterator, Mapping
from typing import Final

from themes.typefaces import queries as typefaces

from . import values

LARGE: Final = "html{font-size:125%}.ip-if-large{display:block}.ip-unless-large{display:none}"
SPACIOUS: Final = (
    'html{font-family:"%s",Verdana,sans-serif;letter-spacing:.06em;word-spacing:.16em;line-height:1.8}'
    ".ip-if-spacious{display:block}.ip-unless-spacious{display:none}"
)
UNANSWERED: Final = ".ip-cookies[hidden]{display:block}"


def css(cookies: Mapping[str, str]) -> str:
    """Write the rules for what was chosen."""
    return "".join(_rules(cookies))


def _rules(cookies: Mapping[str, str]) -> Iterator[str]:
    if values.TEXT.made(cookies) == "groot":
        yield LARGE
    if values.LETTER.made(cookies) == "ruim":
        typeface = typefaces.reading()
        yield typeface.face
        yield SPACIOUS % typeface.family
    if not values.COOKIES.made(cookies):
        yield UNANSWERED
