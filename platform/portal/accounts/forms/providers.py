"""Take over what an identity provider says of itself."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TakeOverForm(forms.Form):
    """Ask how somebody knows that it is true, and whether they are sure."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)
    """Of what they looked at."""
    reason = forms.CharField(
        label=_("Hoe weet u dat dit klopt?"),
        max_length=200,
        help_text=_("Schrijf op wie het heeft bevestigd, en hoe. Dit komt in het logboek."),
        error_messages={"required": _("Schrijf op hoe u weet dat dit klopt.")},
    )
    sure = forms.BooleanField(
        label=_(
            "Ja, ik heb de entity id en de certificaten vergeleken met wat de inlogdienst mij zelf heeft gezegd."
        ),
        error_messages={"required": _("Vergelijk de gegevens eerst, en kruis dit dan aan.")},
    )
