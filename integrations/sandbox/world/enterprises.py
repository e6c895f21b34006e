"""What the trade register knows: all companies of this world, and some that have no cases, as chains do."""

from . import names
from .identifiers import RSINS, branch, kvk
from .people import Branch, Company, companies

SOLE = "Eenmanszaak"
"""The legal form of who trades under their own number: such a company has no RSIN."""
FIRST_KVK = 900
FIRST_BRANCH = 10_000


def enterprises() -> dict[str, Company]:
    """Answer all companies by their number; the main branch of each is its first."""
    return _ENTERPRISES


def chain() -> Company:
    """Answer a company with 250 branches."""
    return _CHAIN


def sole_proprietor() -> Company:
    """Answer somebody who trades alone."""
    return _SOLE


def _made(number: int, name: str, legal_form: str, branches: int) -> Company:
    places = tuple(
        Branch(
            branch(FIRST_BRANCH + 1_000 * number + place),
            name if not place else f"{name} {names.STREETS[place % len(names.STREETS)]} {place}",
        )
        for place in range(branches)
    )
    rsin = "" if legal_form == SOLE else RSINS[50 + number]
    full = name if legal_form == SOLE else f"{name} {legal_form}"
    return Company(kvk(FIRST_KVK + number), rsin, full, legal_form, places)


_CHAIN = _made(0, "Buurtsuper Het Hoekje", "B.V.", 250)
_SOLE = _made(1, "Klusbedrijf Duinzicht", SOLE, 1)
_ALL = (
    *companies(),
    _CHAIN,
    _SOLE,
    _made(2, "Apotheek De Vijzel", "B.V.", 3),
    _made(3, "Drukkerij Letterbak", "V.O.F.", 1),
    _made(4, "Holding Zandbank", "B.V.", 0),
)
_ENTERPRISES = {one.kvk: one for one in _ALL}
