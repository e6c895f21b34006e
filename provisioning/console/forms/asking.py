"""What forms share that ask for an operation: reasons stand beside their fields."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.errors import RefusedError

MINUTES = "%Y-%m-%dT%H:%M"
LONGEST_REASON = 300


class AskingForm(forms.Form):
    """Ask for something that an operation may refuse."""

    use_required_attribute = False
    stands_beside: ClassVar[Mapping[str, str]] = {}
    """Fields of operations that have another name here."""

    def refuse(self, error: RefusedError) -> None:
        """Put each reason beside its field."""
        for field, texts in error.reasons.items():
            name = self.stands_beside.get(field, field)
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


def offer(form: forms.Form, field: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Say what a field lets people choose from, once that is known.

    :param choices: value and words.
    """
    found = form.fields[field]
    assert isinstance(found, forms.ChoiceField), f"{field} asks for no choice"
    found.choices = list(choices)


def reason(*, required: bool = False, **values: Any) -> forms.CharField:
    """Make the field that asks why, for the audit log."""
    return forms.CharField(
        label=_("Reden"),
        required=required,
        max_length=LONGEST_REASON,
        help_text=_("Komt in het logboek, ook in dat van de gemeente. Noem geen namen van inwoners."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul in waarom.")},
        **values,
    )


def moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    """Make a field for a day and a time, which may stay empty."""
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=help_text,
        input_formats=[MINUTES],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES),
        error_messages={"invalid": _("Kies een datum en een tijd.")},
    )


class ReasonForm(AskingForm):
    """Ask why, for what may go without a reason."""

    reason = reason()
