"""Forms for what is done to a connection that is there."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PLAIN: Final = {"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}
KEEPING: Final = (
    ("7", _("Een week")),
    ("1", _("Een dag")),
    ("30", _("Een maand")),
    ("", _("Tot ik hem laat vergeten")),
)
"""For how many days a former secret stays good."""


class TendingForm(forms.Form):
    """What these forms have in common."""

    use_required_attribute = False

    def refuse(self, reasons: Mapping[str, str]) -> None:
        """Put each reason beside its field."""
        for field, text in reasons.items():
            self.add_error(field if field in self.fields else None, text)


class RotationForm(TendingForm):
    """Ask for a new secret, and how long the former one stays good."""

    secret = forms.CharField(
        label=_("Nieuw geheim"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Vul het nieuwe geheim in.")},
    )
    keep = forms.ChoiceField(
        label=_("Hoe lang mag het vorige geheim ook nog?"),
        choices=KEEPING,
        required=False,
        initial="7",
        widget=forms.RadioSelect,
    )


class SwitchForm(TendingForm):
    """Ask why a connection is switched off."""

    why = forms.CharField(
        label=_("Reden"),
        required=False,
        max_length=300,
        help_text=_("Beheerders van de gemeente lezen dit ook."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MaintenanceForm(TendingForm):
    """Ask from when to when the other side is being worked on."""

    begins = forms.DateTimeField(
        label=_("Begin"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Kies wanneer het begint."),
            "invalid": _("Kies een datum en een tijd."),
        },
    )
    ends = forms.DateTimeField(
        label=_("Einde"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Kies wanneer het eindigt."),
            "invalid": _("Kies een datum en een tijd."),
        },
    )
    note = forms.CharField(
        label=_("Wat gebeurt er?"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"].initial = timezone.localtime().replace(minute=0, second=0, microsecond=0)
