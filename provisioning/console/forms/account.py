"""Forms of an operator's own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.console import passkeys, passwords
from provisioning.console.models import Operator


class OwnPassword(forms.Form):
    """Ask for the password that the operator has now; whether it is right is judged with a throttle."""

    current = forms.CharField(
        label=_("Uw wachtwoord"),
        strip=False,
        max_length=200,
        help_text=_("Zo weten we zeker dat u het zelf bent."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def without_password(self) -> None:
        """Ask nothing that whoever signs in by an organisation does not have; he has just proved who he is."""
        del self.fields["current"]


class NewDevice(OwnPassword):
    """Ask what to call one more device."""

    name = forms.CharField(
        label=_("Naam van het apparaat"), max_length=60, help_text=_("Bijvoorbeeld: werktelefoon.")
    )
    field_order = ("name", "current")


class NewPasskey(forms.Form):
    """Ask what to call a passkey; a script fills in what it answers."""

    passkey = forms.CharField(required=False, max_length=passkeys.LONGEST, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Naam van de toegangssleutel"),
        max_length=60,
        help_text=_("Bijvoorbeeld: werklaptop."),
        error_messages={"required": _("Geef de toegangssleutel een naam.")},
    )

    def without_answer(self) -> None:
        """Show the form again without the answer, which counts only once."""
        self.data = {"name": self.data.get("name", "")}


class NewPassword(OwnPassword):
    """Ask for another password."""

    new = forms.CharField(
        label=_("Nieuw wachtwoord"),
        strip=False,
        max_length=200,
        help_text=_(
            "Minstens twaalf tekens. Een zin die u onthoudt is beter dan een kort woord met cijfers."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, operator: Operator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.operator = operator

    def clean_new(self) -> str:
        """Refuse what is easily guessed."""
        password = str(self.cleaned_data["new"])
        passwords.check(password, self.operator)
        return password
