"""Filters of lists; they stand in the address, so that a list can be shared."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.audit import presenters
from provisioning.audit import queries as audit_queries
from provisioning.audit.types import Filters as AuditFilters
from provisioning.console import texts
from provisioning.console.queries import tenants
from provisioning.console.queries.tenants import Filters
from tenants.types import State

LISTED = [state for state in State if state.value not in tenants.UNSEEN]


class TenantFilters(forms.Form):
    """Choose which municipalities to list. What makes no sense is as if it were not there."""

    q = forms.CharField(
        label=_("Naam, webadres of CBS-code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    staat = forms.ChoiceField(
        label=_("Staat"),
        required=False,
        choices=[("", _("Alle")), *((state.value, texts.STATES[state][0]) for state in LISTED)],
    )
    soort = forms.ChoiceField(
        label=_("Soort"),
        required=False,
        choices=[("", _("Alle")), *((kind.value, name) for kind, name in texts.KINDS.items())],
    )
    aandacht = forms.BooleanField(label=_("Alleen met problemen"), required=False)

    def filters(self) -> Filters:
        """Answer what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            q=chosen.get("q", "").strip(),
            state=chosen.get("staat", ""),
            kind=chosen.get("soort", ""),
            trouble=chosen.get("aandacht", False),
        )


class AuditFiltersForm(forms.Form):
    """Choose which acts to show."""

    handeling = forms.ChoiceField(label=_("Handeling"), required=False)
    door = forms.ChoiceField(label=_("Door"), required=False)
    gemeente = forms.CharField(
        label=_("Gemeente"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("Alle"))
        self.fields["handeling"].choices = [every, *presenters.actions()]  # type: ignore[attr-defined]
        actors = [(actor, actor) for actor in audit_queries.actors()]
        self.fields["door"].choices = [every, *actors]  # type: ignore[attr-defined]

    def filters(self) -> AuditFilters:
        """Answer what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        words = chosen.get("gemeente", "").strip()
        return AuditFilters(
            action=chosen.get("handeling", ""),
            actor=chosen.get("door", ""),
            tenants=_tenants(words) if words else None,
        )


def _tenants(words: str) -> frozenset[uuid.UUID]:
    """Find the municipalities that somebody means: one by its key, or all with this in name or address."""
    try:
        return frozenset({uuid.UUID(words)})
    except ValueError:
        return tenants.identities(words)
