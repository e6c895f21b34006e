"""The form for what a municipality is called, how it looks, and what was agreed upon with it."""

import contextlib
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle import plans
from themes import queries as themes
from themes.types import Theme

from .asking import AskingForm, offer, reason

ASKED: Final = ("name", "theme", "plan")


class SettingsForm(AskingForm):
    """Ask for another name, theme or plan."""

    name = forms.CharField(
        label=_("Naam"),
        max_length=200,
        help_text=_("Zo heet de gemeente op haar portaal en in haar e-mail."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul de naam van de gemeente in.")},
    )
    theme = forms.ChoiceField(label=_("Thema"), widget=forms.RadioSelect)
    plan = forms.ChoiceField(
        label=_("Plan"),
        required=False,
        help_text=_("Wat u met de gemeente hebt afgesproken. Bezoekers zien het niet."),
    )
    reason = reason()
    release = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    """The newest release when the form was shown: what came later somebody else has changed."""

    def __init__(self, *args: Any, tenant: uuid.UUID, theme: str, plan: str, **kwargs: Any) -> None:
        """Make the form.

        :param tenant: the municipality, which may have house styles of its own.
        :param theme: what it has now: that can be kept, also when nobody can choose it any more.
        :param plan: likewise, its key; empty for none.
        """
        super().__init__(*args, **kwargs)
        self.theme_choices = themes.themes(tenant)
        if theme not in {each.key for each in self.theme_choices}:
            with contextlib.suppress(themes.UnknownThemeError):
                self.theme_choices.append(themes.get(theme))
        offer(self, "theme", [(theme.key, theme.name) for theme in self.theme_choices])
        offer(self, "plan", [("", _("Nog geen")), *_plans(plan)])

    def theme_cards(self) -> Iterator[tuple[BoundWidget, Theme]]:
        """Pair each radio button with the theme that it chooses."""
        return zip(self["theme"], self.theme_choices, strict=True)

    def catch_up(self, there: Mapping[str, Any], before: Mapping[str, Any]) -> None:
        """Take over what somebody else changed and this one did not touch; sent once more, the form goes through.

        :param there: what is so now.
        :param before: what the form was filled in from.
        """
        untouched = {key: there[key] for key in ASKED if self.cleaned_data[key] == before.get(key)}
        self.data = {**self.cleaned_data, **untouched, "release": str(there["release"])}


def _plans(has: str) -> list[tuple[str, Any]]:
    """List the plans that can be chosen; of one that is closed, and that it has, it is said."""
    known = plans.by_key().values()
    open_ones = [(plan.key, plan.name) for plan in known if plan.is_open]
    closed = _("%s (gesloten voor nieuwe gemeenten)")
    return [
        *open_ones,
        *((plan.key, closed % plan.name) for plan in known if plan.key == has and not plan.is_open),
    ]
