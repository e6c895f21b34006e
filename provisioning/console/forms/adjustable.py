"""The form that says what a municipality may adjust of its look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .asking import AskingForm, reason

GROUPS = (
    ("header", _("Bovenbalk: achtergrond en tekst")),
    ("hero", _("Opening van de voorpagina: achtergrond en tekst")),
    ("footer", _("Voet van de pagina: achtergrond en tekst")),
    ("mark", _("Accentkleur")),
    ("button", _("Knop: achtergrond en tekst")),
    ("link", _("Links")),
    ("logo", _("Logo")),
)


class AdjustableForm(AskingForm):
    """Ask what administrators of the municipality may choose themselves."""

    allowed = forms.MultipleChoiceField(
        label=_("Dit mag de gemeente zelf kiezen"),
        choices=GROUPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Wat u uitzet, is meteen weer zoals in de huisstijl. Wat de gemeente koos, blijft bewaard."
        ),
    )
    reason = reason()
