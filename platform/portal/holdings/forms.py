"""What is typed on these pages: yes, and a number that never stands in an address."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants import logs

DIGITS: Final = re.compile(r"[\s.]+")


class EraseForm(forms.Form):
    """Ask whether somebody is sure."""

    zeker = forms.BooleanField(
        label=_("Ja, verwijder mijn profiel. Ik weet dat dit niet terug te draaien is."),
        error_messages={"required": _("Kruis aan dat u het zeker weet.")},
    )


class EraseForForm(forms.Form):
    """Ask a functional manager whether they are sure."""

    zeker = forms.BooleanField(
        label=_("Ja, deze inwoner heeft hierom gevraagd en heeft laten zien wie het is."),
        error_messages={"required": _("Kruis aan dat u het zeker weet.")},
    )


class FindForm(forms.Form):
    """Ask whom it is about."""

    bsn = forms.CharField(
        label=_("Burgerservicenummer (BSN)"),
        max_length=20,
        help_text=_("9 cijfers. Het nummer komt niet in het adres van de pagina en niet in het logboek."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Vul het BSN in.")},
    )

    def clean_bsn(self) -> str:
        """Read the number; what is none is not repeated."""
        digits = DIGITS.sub("", str(self.cleaned_data["bsn"]))
        if not logs.is_bsn(digits):
            raise forms.ValidationError(_("Dit is geen BSN. Controleer de cijfers."))
        return digits


class FindAddressForm(forms.Form):
    """Ask whom it is about, who has no number here."""

    email = forms.CharField(
        label=_("E-mailadres waarmee de inwoner inlogt"),
        max_length=254,
        help_text=_("Het adres komt niet in het adres van de pagina en niet in het logboek."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul het e-mailadres in.")},
    )


class LostFactorForm(forms.Form):
    """Ask why, and whether somebody has seen who it is."""

    REASONS: Final = (
        ("phone", _("De telefoon is kwijt, kapot of gestolen")),
        ("number", _("De inwoner heeft een ander telefoonnummer")),
        ("app", _("De app werkt niet meer, en de codes op papier zijn op of kwijt")),
    )
    waarom = forms.ChoiceField(
        label=_("Waarom wist u de tweede stap?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarom.")},
    )
    gezien = forms.BooleanField(
        label=_("Ja, de inwoner staat voor mij, en ik heb het identiteitsbewijs vergeleken met dit account."),
        error_messages={"required": _("Vergelijk eerst het identiteitsbewijs, en kruis dit dan aan.")},
    )

    def reason(self) -> str:
        """Answer the reason in words, for the log."""
        return str(dict(self.REASONS)[self.cleaned_data["waarom"]])


class LooksForm(forms.Form):
    """Choose for what somebody's data was looked at; what makes no sense is as if it were not there."""

    def __init__(self, *args: Any, activities: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alles")), *((name, name) for name in activities)]
        self.fields["waarvoor"] = forms.ChoiceField(label=_("Waarvoor"), required=False, choices=choices)

    def activity(self) -> str:
        """Answer what was chosen."""
        self.is_valid()
        return str(self.cleaned_data.get("waarvoor", ""))
