"""Fold text to what people mean to be the same: without accents, in one case."""

import re
import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Fold accents and case: Énergie becomes energie."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.casefold().translate(LETTERS)


def words(text: str) -> list[str]:
    """List the words of a text, folded: letters and digits only, so that they have no meaning in a query."""
    return WORD.findall(fold(text))
