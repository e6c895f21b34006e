"""Fields that forms of citizens have in common."""

from typing import Any

import phonenumbers
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import PhoneNumberType

from portal.accounts.models import User, plain_address

MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class AddressField(forms.EmailField):
    """An e-mail address, as accounts keep it."""

    def __init__(self, *, autocomplete: str = "email", **more: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": autocomplete})
        super().__init__(
            **{"label": gettext_lazy("E-mailadres"), "max_length": 254, "widget": widget, **more}
        )
        self.error_messages["required"] = gettext_lazy("Vul uw e-mailadres in.")

    def clean(self, value: Any) -> str:
        """Answer it in lower case and plain letters."""
        return plain_address(str(super().clean(value)))


class PasswordField(forms.CharField):
    """A password, exactly as it was typed."""

    def __init__(self, *, autocomplete: str, **more: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "data-revealed": True})
        super().__init__(
            **{
                "label": gettext_lazy("Wachtwoord"),
                "strip": False,
                "max_length": 200,
                "widget": widget,
                "error_messages": {"required": gettext_lazy("Vul uw wachtwoord in.")},
                **more,
            }
        )


class CodeField(forms.CharField):
    """Six digits, or a code on paper."""

    def __init__(self, **more: Any) -> None:
        attrs = {
            "autocomplete": "one-time-code",
            "class": "utrecht-textbox--short",
            "spellcheck": "false",
            "autocapitalize": "none",
        }
        super().__init__(
            **{
                "label": gettext_lazy("Code"),
                "max_length": 20,
                "widget": forms.TextInput(attrs=attrs),
                "error_messages": {"required": gettext_lazy("Vul de code in.")},
                **more,
            }
        )


class MobileField(forms.CharField):
    """A mobile number, Dutch or foreign; kept as +31612345678 (E.164)."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        super().__init__(
            **{
                "label": gettext_lazy("Mobiel telefoonnummer"),
                "max_length": 30,
                "widget": widget,
                "error_messages": {"required": gettext_lazy("Vul uw mobiele telefoonnummer in.")},
                **more,
            }
        )

    def clean(self, value: Any) -> str:
        """Read it; only a number that gets text messages will do, and none that costs who sends them more."""
        text = str(super().clean(value))
        return mobile(text) if text else ""


def mobile(text: str) -> str:
    """Write a mobile number in one way.

    :raises ValidationError: when it is none.
    """
    try:
        number = phonenumbers.parse(text, "NL")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(
            _("Dit is geen telefoonnummer. Schrijf het als 0612345678, of met +32 of een ander landnummer.")
        )
    if phonenumbers.number_type(number) not in MOBILE:
        raise ValidationError(_("Op dit nummer kan geen sms komen. Vul een mobiel nummer in."))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def judge(password: str, user: User) -> None:
    """Let a password pass that is not easily guessed (P-024).

    :raises ValidationError: with what is wrong with it, in plain words.
    """
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise ValidationError([_words(one) for one in error.error_list]) from None


def _words(error: ValidationError) -> str:
    # Django's Dutch has no text for this one.
    if error.code == "password_too_short":
        number = (error.params or {}).get("min_length", 12)
        return _("Dit wachtwoord is te kort. Kies er een van minstens %(number)d tekens.") % {
            "number": number
        }
    return " ".join(error.messages)
