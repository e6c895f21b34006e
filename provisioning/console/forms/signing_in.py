"""Forms of the two steps of signing in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.console import passkeys


class PasswordStep(forms.Form):
    """Ask who it is."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=120,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Wachtwoord"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class CodeStep(forms.Form):
    """Ask for six digits, for a code on paper, or for a passkey's answer, which a script fills in."""

    passkey = forms.CharField(required=False, max_length=passkeys.LONGEST, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=20,
        error_messages={"required": _("Vul de code in.")},
        help_text=_("De zes cijfers uit de app op uw telefoon. Telefoon kwijt? Vul dan een herstelcode in."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "class": "utrecht-textbox--short",
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = not self.data.get("passkey")

    def without_answer(self) -> None:
        """Show the form again without a passkey's answer, which counts only once."""
        self.data = {**dict(self.data.items()), "passkey": ""}


class FirstCode(forms.Form):
    """Ask for the first six digits of a new device."""

    code = forms.CharField(
        label=_("Code uit de app"),
        max_length=20,
        error_messages={"required": _("Vul de zes cijfers in die de app nu toont.")},
        help_text=_("De zes cijfers die de app nu toont."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "utrecht-textbox--short"}
        ),
    )


class Proof(CodeStep):
    """Ask for both steps at once, of somebody who is signed in."""

    password = forms.CharField(
        label=_("Wachtwoord"),
        strip=False,
        max_length=200,
        error_messages={"required": _("Vul uw wachtwoord in.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    field_order = ("password", "code")

    def __init__(self, *args: Any, by_password: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_password:
            del self.fields["code"].widget.attrs["autofocus"]
        else:
            del self.fields["password"]  # the first step was taken at the organisation
