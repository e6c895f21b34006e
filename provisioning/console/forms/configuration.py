"""The form that takes a municipality's file, pasted or as a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.as_code import reading
from provisioning.lifecycle.as_code.types import FileError
from tenants import registers

from .asking import offer


class FileForm(forms.Form):
    """Ask for a file, and of which sections may go what it does not name."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Inhoud van het bestand"),
        strip=False,
        error_messages={"required": _("Plak de inhoud van het bestand, of kies een bestand.")},
        help_text=_(
            "Plak het hele bestand, of alleen de secties die u wilt wijzigen met “municipality” erboven."
        ),
        widget=forms.Textarea(
            attrs={
                "rows": 12,
                "class": "ip-console__code",
                "spellcheck": "false",
                "autocapitalize": "none",
                "autocomplete": "off",
            }
        ),
    )
    file = forms.FileField(label=_("Of kies het bestand"), required=False)
    remove = forms.MultipleChoiceField(
        label=_("Ook verwijderen wat het bestand niet noemt"),
        required=False,
        help_text=_("Zonder vinkje blijft staan wat het bestand niet noemt."),
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(
        label=_("Reden"),
        required=False,
        max_length=200,
        help_text=_("Staat in het logboek en bij de release."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        removable = (each for each in registers.sections if each.removes)
        offer(self, "remove", ((each.key, each.title) for each in removable))
        self.fields["text"].required = not self.files.get("file")

    def clean(self) -> dict[str, Any]:
        """Take the one or the other."""
        given: dict[str, Any] = super().clean() or {}
        sent, text = given.get("file"), given.get("text") or ""
        if sent and text.strip():
            self.add_error("file", _("Plak de inhoud óf kies een bestand, niet allebei."))
        elif sent:
            given["text"] = self._text_of(sent)
        return given

    def has_field_errors(self) -> bool:
        """Tell whether a field is not filled in well; a reason above the form is about something else."""
        return any(name in self.errors for name in self.fields)

    def refuse(self, error: FileError, field: str = "text") -> None:
        """Put each reason beside the file, with its line."""
        for refusal in error.refusals:
            self.add_error(field, f"{refusal.where}: {refusal.text}")

    def refuse_otherwise(self, texts: Sequence[str]) -> None:
        """Put reasons that are about no line above the form."""
        for text in texts:
            self.add_error(None, text)

    def _text_of(self, sent: Any) -> str:
        """Read what was sent; of what is too large no more than shows that it is."""
        try:
            return reading.decoded(sent.read(reading.LARGEST + 1))
        except FileError as error:
            self.refuse(error, "file")
            return ""
