"""Forms of staff accounts."""

from typing import Any, cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User, plain_address
from portal.accounts.roles import ROLES


class SignInForm(AuthenticationForm):
    """Ask for address and password; what is wrong is not told."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("Het e-mailadres of het wachtwoord klopt niet."),
    }


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
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Er is al een account met dit e-mailadres. Kies een ander adres."))
        return email
