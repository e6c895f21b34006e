"""What the municipality sets of Mijn zaken in its own administration."""

from . import kinds, links, settings

__all__ = ["kinds", "links", "settings"]
