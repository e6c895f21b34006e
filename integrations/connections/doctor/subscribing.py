"""Whether a system tells this portal its news: that the portal's subscription is there (M-13)."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from integrations.connections.types import Access, Finding, Layer, Step, StepState
from tenants.types import TenantRef

EXPECTED_BY: Final = "notifications"
"""The feature that receives news of cases: where it is off, nobody subscribed and nothing is missing."""

SWITCH: Final = "notifications"
"""What a connection's catalogue calls the choice whether this system sends its news: some have it sent by another."""
NOT_RECEIVED: Final = "not expected"
NOT_CHOSEN: Final = "switched off"

type Look = Callable[..., Finding]
"""`look(access, *, tenant)`: reads the subscriptions there; works, missing, refused, or why there was no answer."""


def is_expected(access: Access, tenant: TenantRef) -> bool:
    """Tell whether this municipality should have a subscription with this system."""
    return can_tell(access.system) and not _unexpected(access, tenant)


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
    if unexpected := _unexpected(access, tenant):
        return [Step(Layer.SUBSCRIPTION, StepState.ABSENT, None, unexpected)]
    finding = look(access, tenant=tenant)
    if finding is Finding.WORKS:
        return [Step(Layer.SUBSCRIPTION, StepState.OK)]
    return [Step(Layer.SUBSCRIPTION, StepState.WARNING, finding)]


def _unexpected(access: Access, tenant: TenantRef) -> str:
    """Say why no subscription is missed; empty where one should be there."""
    if EXPECTED_BY not in tenant.features:
        return NOT_RECEIVED
    return NOT_CHOSEN if SWITCH in access.switched_off else ""
