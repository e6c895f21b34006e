"""Whether the feature that a job belongs to is on: off hides its work too (requirement C-030)."""

from collections.abc import Collection

from tenants import registers


def is_on(feature: str, switched_on: Collection[str]) -> bool:
    """Tell whether the jobs of a feature run where these are switched on."""
    return not registers.features.get(feature).switchable or feature in switched_on
