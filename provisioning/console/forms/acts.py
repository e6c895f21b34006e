"""Filters of the log; they stand in the address, so that a list can be shared."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provisioning.audit import presenters, queries
from provisioning.audit.types import Filters
from provisioning.console.queries import tenants

from .asking import offer


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class ActsForm(forms.Form):
    """Choose which acts to show. What makes no sense is as if it were not there."""

    woorden = forms.CharField(
        label=_("Woorden"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    handeling = forms.ChoiceField(label=_("Handeling"), required=False)
    wie = forms.ChoiceField(label=_("Wie"), required=False)
    gemeente = forms.CharField(
        label=_("Gemeente"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    van = _day(_("Van"))
    tot = _day(_("Tot en met"))
    opdracht = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "handeling", [("", _("Alle")), *presenters.actions()])
        self.people = dict(presenters.people())
        offer(self, "wie", [("", _("Iedereen")), *self.people.items()])

    def filters(self) -> Filters:
        """Answer what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        words = chosen.get("gemeente", "").strip()
        return Filters(
            action=chosen.get("handeling", ""),
            actor=queries.actor_of(chosen["wie"]) if chosen.get("wie") else None,
            tenants=_tenants(words) if words else None,
            operation=chosen.get("opdracht"),
            since=_begin(chosen.get("van")),
            before=_begin(chosen.get("tot"), days=1),
            words=chosen.get("woorden", ""),
        )


def _begin(day: date | None, *, days: int = 0) -> datetime | None:
    """Answer when a day begins here, or one some days later; None when there is no such day."""
    if day is None:
        return None
    try:
        return timezone.make_aware(datetime.combine(day + timedelta(days=days), time()))
    except OverflowError:
        return None


def _tenants(words: str) -> frozenset[uuid.UUID]:
    """Find the municipalities that somebody means: one by its key, or all with this in name or address."""
    try:
        return frozenset({uuid.UUID(words)})
    except ValueError:
        return tenants.identities(words)
