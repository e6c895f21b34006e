"""The parts of a municipality's configuration that stand in the directory, for its releases (requirement C-033)."""

from . import domains, features, look, plan

ALL = (features.PART, look.NAME, look.THEME, plan.PART, domains.PART)
"""In the order in which they are shown and put back."""

__all__ = ["ALL"]
