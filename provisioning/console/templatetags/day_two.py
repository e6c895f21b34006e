"""Put into words what is done with municipalities that are there."""

from typing import Any

from django import template

from provisioning.console import bulk_texts, texts, webhook_texts
from provisioning.console.types import Role
from provisioning.lifecycle.bulk.types import BulkKind, Outcome
from provisioning.webhooks.types import DeliveryState
from tenants.types import Certificate

register = template.Library()


@register.inclusion_tag("themes/components/status.html")
def outcome_pill(outcome: str) -> dict[str, Any]:
    """Show what became of a bulk operation at one municipality."""
    text, kind = bulk_texts.OUTCOMES[Outcome(outcome)]
    return {"text": text, "kind": kind}


@register.filter
def outcome_name(outcome: str) -> Any:
    """Say what became of a bulk operation at one municipality."""
    return bulk_texts.OUTCOMES[Outcome(outcome)][0]


@register.filter
def bulk_name(kind: str) -> Any:
    """Name what a bulk operation does."""
    return bulk_texts.BULK_KINDS[BulkKind(kind)]


@register.filter
def runs_municipalities(operator: Any) -> bool:
    """Tell whether somebody may change municipalities from day to day."""
    return bool(operator and operator.may(Role.OPERATOR))


@register.filter
def certificate_name(kind: str) -> Any:
    """Name a kind of certificate."""
    return texts.CERTIFICATES[Certificate(kind)]


@register.inclusion_tag("themes/components/status.html")
def delivery_pill(state: str) -> dict[str, Any]:
    """Show how far a message to a webhook is."""
    text, kind = webhook_texts.STATES[DeliveryState(state)]
    return {"text": text, "kind": kind}
