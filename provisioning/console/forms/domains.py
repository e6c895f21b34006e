"""Forms for the hosts of a municipality."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.operations import CertificateChoice
from tenants.types import Certificate

from .asking import AskingForm, offer, reason

OWN: Final = (Certificate.OWN.value, _("OV-certificaat dat de gemeente aanlevert"))
ACME: Final = (
    Certificate.ACME.value,
    _("DV-certificaat dat vanzelf wordt aangevraagd; alleen met schriftelijk aanvaard risico"),
)
PLATFORM: Final = (Certificate.PLATFORM.value, _("Dat van het platform: voor een naam onder ons domein"))


class CertificateForm(AskingForm):
    """Ask which certificate a host gets, and who accepted what goes with it."""

    certificate = forms.ChoiceField(
        label=_("Certificaat"),
        choices=[OWN, ACME],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een certificaat.")},
    )
    accepted_by = forms.CharField(
        label=_("Wie het risico van een DV-certificaat aanvaardde"),
        required=False,
        max_length=300,
        help_text=_("Een functie en een brief, zoals: CISO, brief 2026-113. Geen namen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    accepted_on = forms.DateField(
        label=_("Dag van die brief"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Kies een dag.")},
    )
    reason = reason()

    def choice(self) -> CertificateChoice:
        """Answer what was chosen."""
        given = self.cleaned_data
        return CertificateChoice(given["certificate"], given["accepted_by"], given["accepted_on"])


class HostForm(CertificateForm):
    """Ask for one more host."""

    field_order = ("host", "certificate", "accepted_by", "accepted_on", "reason")
    host = forms.CharField(
        label=_("Webadres"),
        max_length=300,
        help_text=_("Zoals mijn.zonnedam.nl, zonder https://."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
        error_messages={"required": _("Vul een webadres in.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "certificate", [OWN, ACME, PLATFORM])
        self.initial.setdefault("certificate", OWN[0])
