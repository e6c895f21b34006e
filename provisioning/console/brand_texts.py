"""What the stacks of `themes.fonts` look like, in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

FONTS: Final = {
    "system": _("Het lettertype van het toestel"),
    "humanist": _("Vriendelijk en open"),
    "rounded": _("Rond"),
    "grotesque": _("Strak"),
    "serif": _("Met schreef"),
    "display": _("Ruim"),
}
