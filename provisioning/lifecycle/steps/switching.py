"""Switch one feature of a tenant (requirement C-030)."""

from provisioning.lifecycle.models import Operation
from tenants import features

from . import place


def run(operation: Operation) -> None:
    """Switch, unless it is so already."""
    tenant, wanted = place.tenant(operation), operation.parameters
    if features.switched(tenant, wanted["feature"]) == wanted["on"]:
        return
    place.remember(operation, switched=True)
    features.switch(
        tenant=tenant, feature=wanted["feature"], on=wanted["on"], by=operation.actor, why=operation.reason
    )


def undo(operation: Operation) -> None:
    """Switch back what this operation switched."""
    tenant, wanted = place.tenant(operation), operation.parameters
    is_on = features.switched(tenant, wanted["feature"])
    if wanted.get("switched") and is_on == wanted["on"]:
        features.switch(tenant=tenant, feature=wanted["feature"], on=not is_on, by=operation.actor)
