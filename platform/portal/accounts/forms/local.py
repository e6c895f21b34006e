"""Forms of citizens with an address and a password."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User

from .fields import AddressField, CodeField, MobileField, PasswordField, judge

CHOOSE_HINT = gettext_lazy("Minstens 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden.")


class PasswordStep(forms.Form):
    """Ask who it is."""

    # What is typed here may be anything: only a right address gets somewhere.
    email = forms.CharField(
        label=gettext_lazy("E-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": gettext_lazy("Vul uw e-mailadres in.")},
    )
    password = PasswordField(autocomplete="current-password")
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)


class ProofForm(forms.Form):
    """Ask to which address a letter goes; it was typed on the page before."""

    email = AddressField(widget=forms.HiddenInput)


class CodeStep(forms.Form):
    """Ask for a code that was sent, that an app shows, or that stands on paper."""

    code = CodeField()


class PhoneStep(forms.Form):
    """Ask for a mobile number twice (P-022)."""

    phone = MobileField(help_text=gettext_lazy("Hierop krijgt u elke keer een sms met een code."))
    repeated = MobileField(label=gettext_lazy("Nog een keer uw mobiele telefoonnummer"))

    def clean(self) -> dict[str, Any]:
        """Compare them, in whatever way each is written."""
        given = super().clean() or {}
        if given.get("phone") and given.get("repeated") and given["phone"] != given["repeated"]:
            self.add_error("repeated", _("De twee telefoonnummers zijn niet gelijk."))
        return given


class NewPasswordForm(forms.Form):
    """Choose a password twice, with the rules beside it."""

    password = PasswordField(
        autocomplete="new-password",
        label=gettext_lazy("Kies een wachtwoord"),
        help_text=CHOOSE_HINT,
        error_messages={"required": gettext_lazy("Kies een wachtwoord.")},
    )
    repeated = PasswordField(
        autocomplete="new-password",
        label=gettext_lazy("Herhaal het wachtwoord"),
        error_messages={"required": gettext_lazy("Vul het wachtwoord nog een keer in.")},
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Compare them, and judge what was chosen."""
        given = super().clean() or {}
        first, second = given.get("password"), given.get("repeated")
        if first and second and first != second:
            self.add_error("repeated", _("De twee wachtwoorden zijn niet gelijk."))
        if first:
            self._judge(first, given)
        return given

    def who(self, given: dict[str, Any]) -> User:
        """Answer whose password it becomes."""
        return self.user or User()

    def _judge(self, password: str, given: dict[str, Any]) -> None:
        try:
            judge(password, self.who(given))
        except forms.ValidationError as error:
            self.add_error("password", error)


class RegisterForm(NewPasswordForm):
    """Ask what an account is made of."""

    email = AddressField(
        help_text=gettext_lazy("Hier sturen wij een e-mail naartoe om uw account te bevestigen.")
    )
    first_name = forms.CharField(
        label=gettext_lazy("Voornaam"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": gettext_lazy("Vul uw voornaam in.")},
    )
    infix = forms.CharField(
        label=gettext_lazy("Tussenvoegsel"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_name = forms.CharField(
        label=gettext_lazy("Achternaam"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": gettext_lazy("Vul uw achternaam in.")},
    )
    phone = MobileField(help_text=gettext_lazy("Hierop krijgt u een sms met een code als u inlogt."))
    uitnodiging = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    field_order = ("email", "first_name", "infix", "last_name", "phone", "password", "repeated")

    def __init__(self, *args: Any, asks_phone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_phone:
            del self.fields["phone"]

    def who(self, given: dict[str, Any]) -> User:
        """Answer who it would be, so that a password does not look like them."""
        return User(
            email=given.get("email"),
            first_name=given.get("first_name", ""),
            last_name=given.get("last_name", ""),
        )

    def details(self) -> dict[str, str]:
        """Answer what is kept of it until the letter was read."""
        given = self.cleaned_data
        names = {name: str(given[name]) for name in ("first_name", "infix", "last_name")}
        return {**names, "phone": given.get("phone", ""), "invite": given["uitnodiging"]}


class ConfirmForm(forms.Form):
    """Ask for the password that was chosen."""

    password = PasswordField(
        autocomplete="current-password", help_text=gettext_lazy("Het wachtwoord dat u net hebt gekozen.")
    )


class ForgottenForm(forms.Form):
    """Ask for which address."""

    email = AddressField(autocomplete="username")


class ChangePasswordForm(NewPasswordForm):
    """Ask for the password of now, and for another."""

    old = PasswordField(autocomplete="current-password", label=gettext_lazy("Uw wachtwoord van nu"))
    field_order = ("old", "password", "repeated")
