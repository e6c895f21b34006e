"""Filters of the list; they stand in the address, so that a list can be shared with a colleague."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.outbox import queries
from integrations.outbox.types import Filters, State


class FiltersForm(forms.Form):
    """Choose which deliveries to show. What makes no sense is as if it were not there."""

    toestand = forms.ChoiceField(label=_("Toestand"), required=False)
    soort = forms.ChoiceField(label=_("Soort"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("Alle"))
        self.fields["toestand"].choices = [every, *State.choices]  # type: ignore[attr-defined]
        self.fields["soort"].choices = [every, *queries.titles()]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Answer what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(state=chosen.get("toestand", ""), kind=chosen.get("soort", ""))
