"""On which ground a municipality asks: the BRP wants to be told, and writes it down (I-140)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from integrations.errors import RefusedError

LONGEST = 242
"""Characters of a processing, and of a purpose: more is refused there."""
OIN = re.compile(r"\d{20}", re.ASCII)
PRINTABLE = re.compile(r"[!-~]([ -~]*[!-~])?", re.ASCII)
"""What a header can carry."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What goes along with each question; what is empty is left out."""

    origin_oin: str = ""
    """OIN of the municipality, of which the question is."""
    purpose: str = ""
    """"Doelbinding", as agreed with whoever runs the gateway."""
    processing: str = ""
    """"Verwerking", from the municipality's register; an activity may follow behind one `@`."""
    recipient_oin: str = ""
    """OIN of who receives the answer, where the gateway wants it told."""

    def __post_init__(self) -> None:
        """:raises RefusedError: with a text for each field that cannot be sent."""
        if reasons := self._faults():
            raise RefusedError(reasons)

    def _faults(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in ("origin_oin", "recipient_oin"):
            if getattr(self, name) and not OIN.fullmatch(getattr(self, name)):
                found[name] = str(_("Een OIN is een nummer van 20 cijfers."))
        for name in ("purpose", "processing"):
            if fault := _of_text(getattr(self, name)):
                found[name] = fault
        if self.processing.count("@") > 1:
            found["processing"] = str(_("Gebruik ten hoogste één @."))
        return found


def _of_text(text: str) -> str:
    if not text:
        return ""
    if len(text) > LONGEST:
        return str(_("Gebruik ten hoogste %(count)s tekens.") % {"count": LONGEST})
    if not PRINTABLE.fullmatch(text):
        return str(_("Gebruik gewone letters, cijfers en leestekens, zonder accenten."))
    return ""
