"""Filters of the audit log; they stand in the address, so that a list can be shared with a colleague."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import presenters, queries
from .types import PLATFORM, Filters


class FiltersForm(forms.Form):
    """Choose which acts to show. What makes no sense is as if it were not there."""

    woorden = forms.CharField(
        label=_("Woorden"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    handeling = forms.ChoiceField(label=_("Handeling"), required=False)
    door = forms.ChoiceField(label=_("Door"), required=False)
    van = forms.DateField(
        label=_("Van"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    tot = forms.DateField(
        label=_("Tot en met"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    mislukt = forms.BooleanField(label=_("Alleen wat niet lukte"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("Alle"))
        people = [("", _("Iedereen")), (PLATFORM, _("Het platform en zijn beheerders")), *queries.people()]
        self.fields["handeling"].choices = [every, *presenters.actions()]  # type: ignore[attr-defined]
        self.fields["door"].choices = people  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Answer what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            action=chosen.get("handeling", ""),
            actor=chosen.get("door", ""),
            since=chosen.get("van"),
            until=chosen.get("tot"),
            only_failed=chosen.get("mislukt", False),
            words=chosen.get("woorden", ""),
        )
