"""What Mijn zaken puts into the registers of features."""

from . import pages

__all__ = ["pages"]
