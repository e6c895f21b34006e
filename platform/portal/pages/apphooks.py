"""Which feature an apphook belongs to, and whether it is on (requirements P-001, C-030)."""

from tenants import registers


def is_on(apphook: str, features: frozenset[str]) -> bool:
    """Tell whether the feature that an apphook belongs to is on; an apphook without a feature always is."""
    feature = next((feature for feature in registers.features if feature.apphook == apphook), None)
    return feature is None or not feature.switchable or feature.key in features
