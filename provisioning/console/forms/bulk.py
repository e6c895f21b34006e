"""Forms for one change at many municipalities: which ones, what, and with which particulars."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from provisioning.console import bulk_texts, texts
from provisioning.console.queries import bulk as queries
from provisioning.lifecycle.bulk.selecting import Selection
from provisioning.lifecycle.bulk.types import BulkKind
from tenants import moves, registers
from tenants.models import Tenant
from tenants.types import State
from themes import queries as themes

from .asking import AskingForm, offer, reason
from .standing import MaintenanceForm, SuspensionForm

ANY: Final = ("", _("Alle"))
WITH_PORTAL: Final = [state for state in State if state in moves.OPEN or state in moves.PAUSED]
ALL, TICKED = "alle", "gekozen"


class BulkFilters(forms.Form):
    """Choose which municipalities to list; in the address, so that a list can be shared."""

    q = forms.CharField(
        label=_("Naam, webadres of CBS-code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    staat = forms.ChoiceField(
        label=_("Staat"),
        required=False,
        choices=[ANY, *((state.value, texts.STATES[state][0]) for state in WITH_PORTAL)],
    )
    soort = forms.ChoiceField(
        label=_("Soort"),
        required=False,
        choices=[ANY, *((kind.value, name) for kind, name in texts.KINDS.items())],
    )
    onderdeel = forms.ChoiceField(label=_("Onderdeel staat aan"), required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "onderdeel", [ANY, *features()])
        offer(self, "thema", [ANY, *((each.key, each.name) for each in themes.themes())])

    def found(self) -> Sequence[Tenant]:
        """List the municipalities that are left over."""
        self.is_valid()
        chosen = self.cleaned_data
        selection = Selection(
            everybody=True,
            state=chosen.get("staat", ""),
            kind=chosen.get("soort", ""),
            feature=chosen.get("onderdeel", ""),
            theme=chosen.get("thema", ""),
        )
        return queries.matching(selection, chosen.get("q", "").strip())


class ChoiceForm(AskingForm):
    """Ask what is done, and at which municipalities."""

    who = forms.ChoiceField(
        label=_("Bij welke gemeenten"),
        choices=[(ALL, _("Bij alle gemeenten in de lijst")), (TICKED, _("Alleen bij de aangevinkte"))],
        initial=TICKED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies bij welke gemeenten.")},
    )
    kind = forms.ChoiceField(
        label=_("Bewerking"),
        choices=[(kind.value, bulk_texts.BULK_KINDS[kind]) for kind in BulkKind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u wilt doen.")},
    )
    filters = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
    """The address of the list that was looked at."""
    tenants = forms.CharField(required=False, max_length=400_000, widget=forms.HiddenInput)
    """Keys of the municipalities, once they were chosen: what is shown next is about these and no others."""

    chosen: Sequence[Tenant] = ()

    def clean(self) -> dict[str, Any]:
        """Find the municipalities that were chosen."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("tenants"):
            self.chosen = queries.these(_keys(given["tenants"].split(",")))
        elif given.get("who") == ALL:
            self.chosen = BulkFilters(QueryDict(given.get("filters", ""))).found()
        else:
            self.chosen = queries.these(_keys(self.data.getlist("tenant")))  # type: ignore[attr-defined]
        if not self.chosen and "who" in given:
            self.add_error("who", _("Kies ten minste één gemeente."))
        return given

    @property
    def what(self) -> BulkKind:
        """Answer what is done."""
        return BulkKind(self.cleaned_data["kind"])

    @property
    def keys(self) -> str:
        """Write down the municipalities for the next page."""
        return ",".join(str(tenant.uuid) for tenant in self.chosen)


class SuspendPlan(SuspensionForm):
    """Ask why portals are closed."""

    def parameters(self) -> Mapping[str, Any]:
        """Answer what the operation has to know."""
        return {}


class ResumePlan(AskingForm):
    """Ask why portals are opened again."""

    reason = reason(required=True)

    def parameters(self) -> Mapping[str, Any]:
        """Answer what the operation has to know."""
        return {}


class MaintenancePlan(MaintenanceForm):
    """Ask what visitors read, and from when to when."""

    reason = reason(required=True)

    def parameters(self) -> Mapping[str, Any]:
        """Answer what the operation has to know."""
        begin = self.cleaned_data["starts_at"]
        return {"notice": self.notice().as_stored(), "starts_at": begin.isoformat() if begin else ""}


class FeaturePlan(AskingForm):
    """Ask which feature, and to which side."""

    feature = forms.ChoiceField(label=_("Onderdeel"))
    position = forms.ChoiceField(
        label=_("Stand"),
        choices=[("aan", _("Aan")), ("uit", _("Uit"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies aan of uit.")},
    )
    reason = reason(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "feature", features())

    def parameters(self) -> Mapping[str, Any]:
        """Answer what the operation has to know."""
        given = self.cleaned_data
        return {"feature": given["feature"], "on": given["position"] == "aan"}


class ThemePlan(AskingForm):
    """Ask which theme."""

    theme = forms.ChoiceField(label=_("Thema"))
    reason = reason(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", [(each.key, each.name) for each in themes.themes()])

    def parameters(self) -> Mapping[str, Any]:
        """Answer what the operation has to know."""
        return {"theme": self.cleaned_data["theme"]}


type Plan = SuspendPlan | ResumePlan | MaintenancePlan | FeaturePlan | ThemePlan


PLANS: Final[Mapping[BulkKind, type[Plan]]] = {
    BulkKind.SUSPEND: SuspendPlan,
    BulkKind.RESUME: ResumePlan,
    BulkKind.MAINTENANCE: MaintenancePlan,
    BulkKind.SWITCH_FEATURE: FeaturePlan,
    BulkKind.CHANGE_THEME: ThemePlan,
}
"""Which form asks for the particulars of which kind."""


def features() -> list[tuple[str, str]]:
    """List the features that can be switched."""
    return [(each.key, str(each.name)) for each in registers.features if each.switchable]


def _keys(words: Sequence[str]) -> list[uuid.UUID]:
    """Read keys; what is none is left out."""
    found = []
    for word in words:
        try:
            found.append(uuid.UUID(word))
        except ValueError:
            continue
    return found
