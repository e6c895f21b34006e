"""The form for an announcement to editors."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import bulk as queries
from provisioning.lifecycle.bulk.selecting import Selection
from tenants.announcements import rules
from tenants.announcements.types import Draft

from .asking import AskingForm, moment, offer

ALL, SOME = "alle", "enkele"


class AnnouncementForm(AskingForm):
    """Ask what editors should know, from when to when, and which."""

    title = forms.CharField(
        label=_("Kop"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul een kop in.")},
    )
    text = forms.CharField(
        label=_("Tekst"),
        max_length=2_000,
        help_text=_("Gewone tekst. Een lege regel begint een nieuwe alinea."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Vul een tekst in.")},
    )
    starts_at = moment(_("Te zien vanaf"), _("Laat dit leeg om meteen te beginnen."))
    ends_at = moment(_("Te zien tot"))
    who = forms.ChoiceField(
        label=_("Voor wie"),
        choices=[
            (ALL, _("Voor alle gemeenten, ook die nog worden geopend")),
            (SOME, _("Voor de gemeenten hieronder")),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies voor wie de mededeling is.")},
    )
    tenants = forms.MultipleChoiceField(
        label=_("Gemeenten"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Kies er meer met Ctrl of Cmd."),
    )
    number = forms.UUIDField(widget=forms.HiddenInput)
    """What the announcement will be known by: sent twice, it is one announcement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.matching(Selection(everybody=True))
        offer(self, "tenants", [(str(tenant.uuid), tenant.name) for tenant in found])
        self.fields["ends_at"].required = True
        self.fields["ends_at"].error_messages["required"] = _("Kies tot wanneer de mededeling te zien is.")
        self.fields["number"].initial = uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        """Refuse an announcement that nobody would ever see."""
        given: dict[str, Any] = super().clean() or {}
        now = timezone.now()
        found = rules.refusals(
            starts_at=given.get("starts_at") or now,
            ends_at=given.get("ends_at"),
            for_somebody=given.get("who") != SOME or bool(given.get("tenants")),
            now=now,
        )
        for field, texts in found.items():
            self.add_error(field, texts)
        return given

    def draft(self) -> Draft:
        """Answer what was asked for."""
        given = self.cleaned_data
        chosen = given["tenants"] if given["who"] == SOME else []
        return Draft(
            title=given["title"],
            text=given["text"],
            starts_at=given["starts_at"] or timezone.now(),
            ends_at=given["ends_at"],
            tenants=tuple(uuid.UUID(each) for each in chosen),
        )
