"""Ask for two colours, a font and how round corners are: enough for a house style.

Nothing is judged here: `themes.intake` says what cannot be used, and that stands beside its field.
"""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.console.brand_texts import FONTS
from themes import fonts
from themes.importing import wording
from themes.types import Finding

FIELDS: Final = ("primary", "accent", "font", "radius")
PREFIX: Final = "brand-"
LONGEST: Final = 60
_TEXT: Final = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def font_choices() -> list[tuple[str, Any]]:
    """List the fonts that can be chosen, each said in words."""
    return [(key, FONTS.get(key, key)) for key in fonts.STACKS]


class BrandForm(forms.Form):
    """Ask for two colours, a font and a rounding."""

    use_required_attribute = False

    primary = forms.CharField(
        label=_("Hoofdkleur"),
        max_length=LONGEST,
        help_text=_("Voor knoppen, links en het menu. Zoals #0a5a9c of hsl(208 88% 33%)."),
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": _("Vul de hoofdkleur in.")},
    )
    accent = forms.CharField(
        label=_("Tweede kleur"),
        max_length=LONGEST,
        help_text=_("Voor accenten, zoals de streep onder het menu."),
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": _("Vul de tweede kleur in.")},
    )
    font = forms.ChoiceField(label=_("Lettertype"), choices=font_choices, initial="system")
    radius = forms.CharField(
        label=_("Ronde hoeken"),
        max_length=LONGEST,
        initial="6px",
        help_text=_("In px of rem. 0px is recht, 6px licht afgerond, 16px rond."),
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": _("Vul in hoe rond hoeken zijn, of 0px.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the form; its fields are called `brand-primary` and so on, so that it fits into any other."""
        kwargs.setdefault("prefix", PREFIX.rstrip("-"))
        super().__init__(*args, **kwargs)

    def brand(self) -> dict[str, str]:
        """Give what was filled in, for `themes.styles.types.Origin`."""
        return {name: str(self.cleaned_data[name]).strip() for name in FIELDS}

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Put what `themes.intake` refuses beside its field."""
        for found in findings:
            self.add_error(found.token if found.token in self.fields else None, wording.finding(found))
