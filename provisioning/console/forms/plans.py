"""The form for a plan that municipalities can have."""

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.types import PlanRow

from .asking import AskingForm


class PlanForm(AskingForm):
    """Ask what a plan is called, what it is, and whether municipalities can still get it."""

    name = forms.CharField(
        label=_("Naam"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul de naam van het plan in.")},
    )
    description = forms.CharField(
        label=_("Korte uitleg"),
        required=False,
        max_length=1_000,
        help_text=_("Eén zin voor collega’s: voor wie is dit plan, en wat hoort erbij?"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_open = forms.BooleanField(
        label=_("Gemeenten kunnen dit plan krijgen"),
        required=False,
        help_text=_("Zet dit uit om het plan te sluiten. Wie het plan heeft, houdt het."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """How the plan was when the form was shown: what is otherwise by now somebody else has changed."""

    def is_overtaken(self, now: PlanRow) -> bool:
        """Tell whether somebody else changed the plan since; sent once more the form goes through."""
        mark = seen(now)
        if self.data.get("seen", "") == mark:
            return False
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": mark}
        if not self.cleaned_data["is_open"]:
            del self.data["is_open"]
        return True


def initial(plan: PlanRow) -> dict[str, object]:
    """Answer what a form is filled in from."""
    return {
        "name": plan.name, "description": plan.description, "is_open": plan.is_open, "seen": seen(plan)
    }  # fmt: skip


def seen(plan: PlanRow) -> str:
    """Mark how a plan is."""
    return f"{plan.is_open:d} {plan.name} {plan.description}"
