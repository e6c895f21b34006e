"""Forms for webhooks: a new one, what it is told, a new secret; and which deliveries to list."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.console import webhook_texts
from provisioning.webhooks import queries
from provisioning.webhooks.models import Endpoint
from provisioning.webhooks.queries import Filters
from provisioning.webhooks.types import DeliveryState, EventKind

from .asking import offer

EVENT_CHOICES = [(kind.value, text) for kind, text in webhook_texts.EVENTS.items()]


class WebhookForm(forms.Form):
    """What these forms have in common."""

    use_required_attribute = False

    def refuse(self, reasons: Mapping[str, Sequence[str]]) -> None:
        """Put each reason beside its field."""
        for field, texts in reasons.items():
            for text in texts:
                self.add_error(field if field in self.fields else None, text)


def _secret(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        help_text=_("Begint met whsec_. Laat dit leeg, dan maken wij er een. U ziet het dan één keer."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def _events() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Welke berichten"),
        choices=EVENT_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één soort bericht.")},
    )


class KindsForm(WebhookForm):
    """Ask what an endpoint wants to know."""

    events = _events()

    def chosen(self) -> Collection[EventKind]:
        """Answer the kinds; none stands for all, those of later too."""
        kinds = [EventKind(each) for each in self.cleaned_data["events"]]
        return [] if len(kinds) == len(EventKind) else kinds


class EventsForm(KindsForm):
    """Ask it of an endpoint that is there."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """What it was told when the page was made."""


class NewWebhookForm(KindsForm):
    """Ask for an address that is told."""

    field_order = ("url", "events", "secret")
    url = forms.CharField(
        label=_("Adres"),
        max_length=300,
        help_text=_("Een openbaar adres dat met https:// begint."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
        error_messages={"required": _("Vul een adres in.")},
    )
    secret = _secret(_("Geheim"))
    once = forms.UUIDField(widget=forms.HiddenInput)
    """Becomes the endpoint's own number: a form that is sent twice adds one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid.uuid4()
        self.initial.setdefault("events", [kind.value for kind in EventKind])


class SecretForm(WebhookForm):
    """Ask for a secret in place of the one of now."""

    secret = _secret(_("Nieuw geheim"))
    seen = forms.CharField(widget=forms.HiddenInput)
    """The fingerprint of the secret that is to be replaced."""


class DeliveryFilters(forms.Form):
    """Choose which deliveries to list. What makes no sense is as if it were not there."""

    staat = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alle")),
            *((state.value, text) for state, (text, _kind) in webhook_texts.STATES.items()),
        ],
    )
    adres = forms.ChoiceField(label=_("Naar"), required=False)

    def __init__(self, *args: Any, endpoints: Sequence[Endpoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alle adressen")), *((str(each.uuid), each.url) for each in endpoints)]
        offer(self, "adres", choices)

    def filters(self) -> queries.Filters:
        """Answer what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            endpoint=uuid.UUID(chosen["adres"]) if chosen.get("adres") else None,
            state=DeliveryState(chosen["staat"]) if chosen.get("staat") else None,
        )
