"""The form with which an operator makes a key of the API."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provisioning.tokens.texts import ROOMS
from provisioning.tokens.types import Scope

from .asking import offer

DAYS = ((30, _("30 dagen")), (90, _("90 dagen")), (180, _("een half jaar")), (365, _("een jaar")))


def scope_name(scope: Scope) -> str:
    """Name a scope for people, with its code behind it."""
    act = _("lezen") if scope.value.endswith(":read") else _("wijzigen")
    return f"{ROOMS[scope.room]}: {act} ({scope.value})"


class NewToken(forms.Form):
    """Ask for what, what for and how long."""

    name = forms.CharField(
        label=_("Naam"),
        max_length=60,
        help_text=_("Waarvoor u de sleutel gebruikt, zoals: nachtelijke controle."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Geef de sleutel een naam.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Rechten"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één recht.")},
        help_text=_("Kies zo weinig als het programma nodig heeft. U ziet alleen wat uw rol toelaat."),
    )
    days = forms.TypedChoiceField(
        label=_("Geldig"),
        choices=DAYS,
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoelang de sleutel geldt.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)
    """Becomes the key's own number: a form that is sent twice makes one key."""

    def __init__(self, *args: Any, scopes: Iterable[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scopes", [(each.value, scope_name(each)) for each in scopes])
        self.initial.setdefault("once", uuid.uuid4())

    @property
    def expires_at(self) -> datetime.datetime:
        """Answer when the key ends."""
        return timezone.now() + datetime.timedelta(days=self.cleaned_data["days"])

    def refuse(self, reasons: Mapping[str, list[str]]) -> None:
        """Put the reasons of a refusal beside their fields."""
        for name, texts in reasons.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)
