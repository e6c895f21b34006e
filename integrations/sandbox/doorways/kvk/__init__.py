"""The KVK: Zoeken (version 2) in pages of at most a hundred, and Basisprofielen (version 1)."""

from .stand_in import STAND_INS

__all__ = ["STAND_INS"]
