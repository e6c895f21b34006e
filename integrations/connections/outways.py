"""An outway of NLX or FSC is no setting here: whoever names one is told so; nothing is silently left out (I-004)."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Final = ("outway", "nlx", "fsc")
"""Every name that holds one of these is of an outway, as in the files of other products."""
REFUSAL: Final[Promise] = _(
    "Een outway van NLX of FSC kennen wij niet. Laat dit weg, en vul het adres in waarop het systeem zelf te "
    "bereiken is."
)


def named(names: Iterable[object]) -> list[str]:
    """List which of some names are of an outway."""
    return [str(name) for name in names if any(word in str(name).lower() for word in WORDS)]
