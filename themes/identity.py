"""The slots by which people recognise a municipality, in words: what somebody may set by hand.

Many house styles say nothing of a header or a footer; the rest of the slots follows from these, or from the tokens.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SLOTS: Final[dict[str, Promise]] = {
    "header-bg": _("Bovenbalk: achtergrond"),
    "header-fg": _("Bovenbalk: tekst"),
    "hero-bg": _("Opening van de voorpagina: achtergrond"),
    "hero-fg": _("Opening van de voorpagina: tekst"),
    "footer-bg": _("Voet van de pagina: achtergrond"),
    "footer-fg": _("Voet van de pagina: tekst"),
    "mark": _("Accentkleur"),
    "btn-bg": _("Knop: achtergrond"),
    "btn-fg": _("Knop: tekst"),
    "link": _("Links in tekst"),
}
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "header": ("header-bg", "header-fg"),
    "hero": ("hero-bg", "hero-fg"),
    "footer": ("footer-bg", "footer-fg"),
    "mark": ("mark",),
    "button": ("btn-bg", "btn-fg"),
    "link": ("link",),
}
"""What is allowed together: a ground and what stands on it."""
LOGO: Final = "logo"
"""What is allowed beside colours."""
PARTS: Final = (*GROUPS, LOGO)
"""All that a municipality may be allowed to adjust."""
