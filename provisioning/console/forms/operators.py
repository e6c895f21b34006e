"""Forms with which owners manage operators, and the one that an invitation leads to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.console import passwords, texts
from provisioning.console.models import Operator
from provisioning.console.queries import operators
from provisioning.console.types import Role

MEANINGS = {
    Role.VIEWER: _("ziet alles, behalve geheimen en persoonsgegevens"),
    Role.OPERATOR: _("opent en beheert gemeenten"),
    Role.OWNER: _("beslist ook over wat niet terug te draaien is, en over wie beheerder is"),
}


def _choices() -> list[tuple[str, str]]:
    return [(role.value, f"{texts.ROLES[role]}: {MEANINGS[role]}") for role in operators.roles()]


class RoleForm(forms.Form):
    """Ask which role somebody gets."""

    use_required_attribute = False
    role = forms.ChoiceField(
        label=_("Rol"),
        choices=_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een rol.")},
    )
    was = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class InvitationForm(forms.Form):
    """Ask who is invited, and as what."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Naam"),
        max_length=80,
        error_messages={"required": _("Vul de naam in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=120,
        help_text=_("Hier gaat de uitnodiging heen. Met dit adres meldt deze persoon zich aan."),
        error_messages={
            "required": _("Vul het e-mailadres in."),
            "invalid": _("Dit is geen e-mailadres. Vul het in zoals naam@organisatie.nl."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Rol"),
        choices=_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een rol.")},
    )


class FirstPassword(forms.Form):
    """Ask for the password of somebody who was invited."""

    new = forms.CharField(
        label=_("Kies een wachtwoord"),
        strip=False,
        max_length=200,
        help_text=_(
            "Minstens twaalf tekens. Een zin die u onthoudt is beter dan een kort woord met cijfers."
        ),
        error_messages={"required": _("Kies een wachtwoord.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, operator: Operator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.operator = operator

    def clean_new(self) -> str:
        """Refuse what is easily guessed."""
        password = str(self.cleaned_data["new"])
        passwords.check(password, self.operator)
        return password
