"""Switch on what was chosen (requirement C-030)."""

from provisioning.lifecycle.models import Operation
from tenants import features

from . import place


def run(operation: Operation) -> None:
    """Switch on each chosen feature that is not on yet, so that each is recorded once."""
    chosen = operation.parameters["features"]
    features.switch_on(tenant=place.tenant(operation), chosen=chosen, by=operation.actor)
