"""Dutch alphabetical order that does not depend on the collation of the server.

A row keeps a key that is worked out here, in a column that the database compares byte by byte
(`COLLATE "C"`). Accents and case make no difference: Énergie stands between Elektra and Fiets.
"""

import re

from portal.search import folding

PUNCTUATION = re.compile(r"[\W_]+")
TAB = "\t"


def key(name: str) -> str:
    """Make the key by which a name is put in order.

    The name itself follows, so that names that differ in accents or case alone have a fixed order; the tab
    sorts before every letter, so that a name comes before a longer one that begins with it.
    """
    return f"{PUNCTUATION.sub(' ', folding.fold(name)).strip()}{TAB}{name}"
