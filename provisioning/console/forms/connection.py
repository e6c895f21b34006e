"""The form of a municipality's connection. The secret goes in and never comes out."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.connections.types import CLIENT_ID, NAMES


class ConnectionForm(forms.Form):
    """Ask for address and secret; what is wrong with them, `integrations.connections` says."""

    use_required_attribute = False

    system = forms.ChoiceField(
        label=_("Systeem"), choices=[(system.value, name) for system, name in NAMES.items()]
    )
    address = forms.CharField(
        label=_("Adres"),
        max_length=600,
        help_text=_("Bijvoorbeeld https://zaken.voorbeeld.nl/zgw. Vraag het de leverancier."),
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Vul het adres in.")},
    )
    client_id = forms.CharField(
        label=_("Client-id"),
        max_length=200,
        initial=CLIENT_ID,
        help_text=_("De naam waaronder het andere systeem ons kent."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Vul de client-id in die de leverancier heeft gegeven.")},
    )
    secret = forms.CharField(
        label=_("Geheim"),
        max_length=1000,
        strip=False,
        help_text=_("Vul het bij elke wijziging opnieuw in."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Vul het geheim in.")},
    )

    def refuse(self, reasons: Mapping[str, str]) -> None:
        """Put each reason beside its field."""
        for field, text in reasons.items():
            self.add_error(field if field in self.fields else None, text)
