"""When two names look like one to a hurried reader.

Two names with the same skeleton differ only in what people overlook: hyphens, spaces, accents, capitals,
and letters that are drawn alike. Between names only: a skeleton itself is nothing to show.
"""

import unicodedata

LETTERS = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b"})
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("lj", "y"))
"""`lj` is what `ij` has become by then."""


def skeleton(name: str) -> str:
    """Reduce a name to what the eye keeps of it."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(letter for letter in decomposed if letter.isalnum()).translate(LETTERS)
    for pair, letter in PAIRS:
        text = text.replace(pair, letter)
    return text


def host_skeleton(host: str) -> str:
    """Reduce a host name, label by label: a dot is never overlooked."""
    return ".".join(map(skeleton, host.split(".")))


def is_plain(text: str) -> bool:
    """Tell whether all letters are a to z, with or without accents: others are drawn like them."""
    return all(unicodedata.normalize("NFD", letter)[0].isascii() for letter in text if letter.isalpha())
