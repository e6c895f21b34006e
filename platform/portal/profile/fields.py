"""Fields for what people write of themselves; what they type is tidied, not refused, where it can be."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import plain_address
from portal.profile import rules

WRONG_ADDRESS: Final = _("Vul een e-mailadres in, zoals naam@voorbeeld.nl.")


class NameField(forms.CharField):
    """A name, or a part of an address: letters, digits, apostrophe, hyphen, point and space."""

    def clean(self, value: Any) -> str:
        """Tidy it."""
        tidy = rules.name(str(super().clean(value)))
        if tidy is None:
            raise ValidationError(
                _("Gebruik alleen letters, cijfers, spaties, punten, streepjes en een apostrof.")
            )
        return tidy


class PhoneField(forms.CharField):
    """A telephone number; kept as E.164, shown as people write it."""

    widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})

    def prepare_value(self, value: Any) -> Any:
        """Show it as people read it."""
        return rules.shown_phone(value) if isinstance(value, str) and value.startswith("+") else value

    def clean(self, value: Any) -> str:
        """Read it."""
        text = str(super().clean(value))
        if not text:
            return ""
        found = rules.phone(text)
        if found is None:
            raise ValidationError(
                _("Vul een telefoonnummer in waarop wij u kunnen bellen, zoals 06 12345678.")
            )
        return found


class PostcodeField(forms.CharField):
    """A Dutch postcode."""

    widget = forms.TextInput(attrs={"autocomplete": "postal-code", "class": "utrecht-textbox--short"})

    def clean(self, value: Any) -> str:
        """Read it."""
        text = str(super().clean(value))
        if not text:
            return ""
        found = rules.postcode(text)
        if found is None:
            raise ValidationError(_("Vul een postcode in met vier cijfers en twee letters, zoals 1234 AB."))
        return found


class AddressField(forms.CharField):
    """An e-mail address at which somebody can be reached."""

    default_error_messages = {"required": WRONG_ADDRESS}
    widget = forms.EmailInput(attrs={"autocomplete": "email"})

    def clean(self, value: Any) -> str:
        """Keep it in lower case and plain letters; what a portal of before made up is none."""
        text = str(super().clean(value))
        try:
            plain = rules.usable(plain_address(text))
        except ValidationError:
            plain = ""
        if not plain:
            raise ValidationError(WRONG_ADDRESS)
        return plain
