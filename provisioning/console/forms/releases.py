"""Forms for releases: compare two, and put one back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tenants.configuration.types import PartDiff

from .asking import AskingForm, offer, reason


class CompareForm(forms.Form):
    """Choose the release to compare with. What makes no sense is as if it were not there."""

    met = forms.IntegerField(
        label=_("Vergelijken met release"),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].widget.attrs["max"] = most

    def other(self) -> int | None:
        """Answer the number that was chosen."""
        self.is_valid()
        number = self.cleaned_data.get("met")
        return int(number) if number else None


class RestoreForm(AskingForm):
    """Ask which parts of a release are put back, and why."""

    parts = forms.MultipleChoiceField(
        label=_("Wat wordt teruggezet"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één deel.")},
    )
    reason = reason()
    newest = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    """The newest release when the form was shown."""

    def __init__(self, *args: Any, parts: Sequence[PartDiff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(part.key, part.title) for part in parts]
        offer(self, "parts", choices)
        self.fields["parts"].initial = [key for key, _title in choices]

    def shown(self) -> int:
        """Answer the newest release that whoever sent this has seen; one that is not told was never seen."""
        words = str(self.data.get("newest", ""))
        return int(words) if words.isdecimal() else 0

    def chosen(self) -> list[str]:
        """Answer the keys of the parts to put back."""
        return list(self.cleaned_data["parts"])

    def catch_up(self, newest: int) -> None:
        """Note that what was changed meanwhile is on the page now."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["newest"] = str(newest)
        self.data = sent
