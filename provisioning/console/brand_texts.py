"""What the fonts of `themes.fonts` are called: the open typefaces by their names, what devices have by its looks."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from themes.typefaces.queries import FAMILIES

FONTS: Final = {
    **FAMILIES,
    "system": _("Het lettertype van het toestel"),
    "humanist": _("Vriendelijk en open"),
    "rounded": _("Rond"),
    "grotesque": _("Strak"),
    "serif": _("Met schreef"),
    "display": _("Ruim"),
}
