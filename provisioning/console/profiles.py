"""Where a municipality's cases are: which connections belong to it once it is open (C-020)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of municipality, by the systems behind its portal."""

    name: str | Promise
    description: str | Promise
    systems: tuple[str, ...]
    """Keys of the catalogue of connections, in the order in which they are added."""


PROFILES: Final = {
    "esuite": Profile(
        _("e-Suite"),
        _("Zaken, taken en berichten komen uit de e-Suite."),
        ("case_system", "esuite_customers"),
    ),
    "open": Profile(
        _("Open Zaak en Open Klant"),
        _("Zaken komen uit Open Zaak, contacten uit Open Klant."),
        ("case_system", "open_klant"),
    ),
    "content": Profile(
        _("Alleen inhoud"),
        _("Het portaal laat producten en pagina’s zien. Er zijn geen koppelingen nodig."),
        (),
    ),
}
