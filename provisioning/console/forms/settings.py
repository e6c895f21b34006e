"""The form for what a municipality is called and how it looks."""

import contextlib
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from themes import queries as themes
from themes.types import Theme

from .asking import AskingForm, offer, reason


class SettingsForm(AskingForm):
    """Ask for another name or theme."""

    name = forms.CharField(
        label=_("Naam"),
        max_length=200,
        help_text=_("Zo heet de gemeente op haar portaal en in haar e-mail."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul de naam van de gemeente in.")},
    )
    theme = forms.ChoiceField(label=_("Thema"), widget=forms.RadioSelect)
    reason = reason()
    release = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    """The newest release when the form was shown: what came later somebody else has changed."""

    def __init__(self, *args: Any, tenant: uuid.UUID, theme: str, **kwargs: Any) -> None:
        """Make the form.

        :param tenant: the municipality, which may have house styles of its own.
        :param theme: what it has now: that can be kept, also when nobody can choose it any more.
        """
        super().__init__(*args, **kwargs)
        self.theme_choices = themes.themes(tenant)
        if theme not in {each.key for each in self.theme_choices}:
            with contextlib.suppress(themes.UnknownThemeError):
                self.theme_choices.append(themes.get(theme))
        offer(self, "theme", [(theme.key, theme.name) for theme in self.theme_choices])

    def theme_cards(self) -> Iterator[tuple[BoundWidget, Theme]]:
        """Pair each radio button with the theme that it chooses."""
        return zip(self["theme"], self.theme_choices, strict=True)

    def catch_up(self, there: Mapping[str, Any], before: Mapping[str, Any]) -> None:
        """Take over what somebody else changed and this one did not touch; sent once more, the form goes through.

        :param there: what is so now.
        :param before: what the form was filled in from.
        """
        untouched = {
            key: there[key] for key in ("name", "theme") if self.cleaned_data[key] == before.get(key)
        }
        self.data = {**self.cleaned_data, **untouched, "release": str(there["release"])}
