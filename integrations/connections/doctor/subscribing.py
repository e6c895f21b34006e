"""Whether a system tells this portal its news: that the portal's subscription is there (M-13)."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from integrations.connections.types import Access, Finding, Layer, Step, StepState
from tenants.types import TenantRef

EXPECTED_BY: Final = "notifications"
"""The feature that receives news of cases: where it is off, nobody subscribed and nothing is missing."""

type Look = Callable[..., Finding]
"""`look(access, *, tenant)`: reads the subscriptions there; works, missing, refused, or why there was no answer."""


def is_expected(access: Access, tenant: TenantRef) -> bool:
    """Tell whether this municipality should have a subscription with this system."""
    return can_tell(access.system) and EXPECTED_BY in tenant.features


def can_tell(system: str) -> bool:
    """Tell whether a kind of system sends news at all."""
    return system in settings.CONNECTION_SUBSCRIPTIONS


def look(access: Access, *, tenant: TenantRef) -> Finding:
    """Look for the subscription, reading only."""
    ask: Look = import_string(settings.CONNECTION_SUBSCRIPTIONS[access.system])
    return ask(access, tenant=tenant)


def examined(access: Access, *, tenant: TenantRef) -> list[Step]:
    """Make the step of a test; none for a kind of system that sends no news.

    Without a subscription the system can be read all the same, so it is a warning.
    """
    if not can_tell(access.system):
        return []
    if not is_expected(access, tenant):
        return [Step(Layer.SUBSCRIPTION, StepState.ABSENT, None, "not expected")]
    finding = look(access, tenant=tenant)
    if finding is Finding.WORKS:
        return [Step(Layer.SUBSCRIPTION, StepState.OK)]
    return [Step(Layer.SUBSCRIPTION, StepState.WARNING, finding)]
