"""The operators' log: find and follow acts, take them along, see whether the chains are whole, and how busy it was."""

from .checking import check
from .course import course
from .exporting import export
from .showing import audit

__all__ = ["audit", "check", "course", "export"]
