"""What the municipality sets of Mijn zaken in its own administration."""

from . import settings

__all__ = ["settings"]
