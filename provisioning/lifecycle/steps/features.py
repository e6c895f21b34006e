"""Switch on what was chosen (requirement C-030)."""

from provisioning.lifecycle.models import Operation
from tenants import features

from . import place


def run(operation: Operation) -> None:
    """Switch on each chosen feature that is not on yet, so that each is recorded once."""
    tenant = place.tenant(operation)
    on = set(tenant.feature_switches.filter(is_on=True).values_list("feature", flat=True))
    for feature in operation.parameters["features"]:
        if feature not in on:
            features.switch(tenant=tenant, feature=feature, on=True, by=operation.actor)
