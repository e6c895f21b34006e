"""Forms of staff accounts."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django_otp.forms import OTPAuthenticationFormMixin
from django_otp.models import Device

from portal.accounts import queries
from portal.accounts.models import User, plain_address
from portal.accounts.roles import ROLES


class SignInForm(AuthenticationForm):
    """Ask for address and password; what is wrong is not told."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("Het e-mailadres of het wachtwoord klopt niet."),
    }


WRONG_CODE: Final = _("Deze code klopt niet. Wacht tot de app een nieuwe laat zien, en vul die in.")
DIGITS: Final = 6
"""Of a code of an authenticator; a recovery code is longer."""


class SecondStepForm(OTPAuthenticationFormMixin, forms.Form):
    """Ask for a code of an authenticator, or a recovery code, of somebody who came in by their organisation."""

    otp_token = forms.CharField(
        label=_("Code"), max_length=16, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"})
    )
    otp_error_messages = {
        **OTPAuthenticationFormMixin.otp_error_messages,
        "invalid_token": WRONG_CODE,
        "device_required": WRONG_CODE,
    }

    def __init__(self, user: User, devices: Mapping[bool, Device], **kwargs: Any) -> None:
        """Make the form.

        :param devices: what makes codes of digits alone (True), and what keeps recovery codes (False).
        """
        super().__init__(**kwargs)
        self.user, self.devices = user, devices

    def clean(self) -> dict[str, Any]:
        """Hold the code against the one device that it can be of; a wrong one counts there and nowhere else."""
        self.clean_otp(self.user)
        return self.cleaned_data

    def _chosen_device(self, user: User) -> Device | None:
        token = str(self.cleaned_data.get("otp_token", "")).strip()
        return self.devices.get(token.isdecimal() and len(token) == DIGITS)

    def _update_form(self, user: User) -> None:
        """Leave the form as it is: there is no device to choose."""


class ChoosePasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """Choose a password twice, with the rules beside it."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = _("Kies een wachtwoord"), _("Herhaal het wachtwoord")
        first.help_text = _("Minstens 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden.")
        second.help_text = ""


class InviteForm(forms.ModelForm[User]):
    """Invite a colleague: address, name and role."""

    role = forms.ModelChoiceField(
        label=_("rol"), queryset=Group.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    email = forms.EmailField(label=_("e-mailadres"), help_text=_("Hier gaat de uitnodiging naartoe."))

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField[Group], self.fields["role"]).queryset = Group.objects.filter(
            pk__in=[role.id for role in ROLES]
        )

    def clean_email(self) -> str:
        """Compare with what is there without regard to case; letters that look like others are refused."""
        email = plain_address(str(self.cleaned_data["email"]))
        if not queries.may_be_invited(email):
            raise forms.ValidationError(_("Er is al een account met dit e-mailadres. Kies een ander adres."))
        return email
