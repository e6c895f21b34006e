"""Filters of lists; they stand in the address, so that a list can be shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.console import texts
from provisioning.console.queries import tenants
from provisioning.console.queries.tenants import Filters
from provisioning.lifecycle import plan_rules, plans
from tenants.types import State

from .asking import offer

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
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    volgorde = forms.ChoiceField(
        label=_("Sorteren op"),
        required=False,
        choices=[("", _("Problemen")), ("naam", _("Naam")), ("plan", _("Plan"))],
    )
    aandacht = forms.BooleanField(label=_("Alleen met problemen"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the form; as long as there is no plan nobody has to choose one."""
        super().__init__(*args, **kwargs)
        known = plans.by_key().values()
        offer(
            self,
            "plan",
            [
                ("", _("Alle")),
                *((plan.key, plan.name) for plan in known),
                (plan_rules.NONE, _("Nog geen")),
            ],
        )
        if not known:
            del self.fields["plan"]

    def filters(self) -> Filters:
        """Answer what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            q=chosen.get("q", "").strip(),
            state=chosen.get("staat", ""),
            kind=chosen.get("soort", ""),
            trouble=chosen.get("aandacht", False),
            plan=chosen.get("plan", ""),
            order=chosen.get("volgorde", ""),
        )
