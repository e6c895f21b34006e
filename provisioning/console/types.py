"""Values of the console: who may do what."""

from enum import StrEnum


class Role(StrEnum):
    """What an operator may do; each role may also do what those before it may (C-002)."""

    VIEWER = "viewer"
    """Sees everything but secrets and personal data."""
    OPERATOR = "operator"
    """Runs municipalities from day to day."""
    OWNER = "owner"
    """Decides on what cannot be undone, and on who the operators are."""

    def includes(self, other: "Role") -> bool:
        """Tell whether somebody with this role may do what the other role may."""
        order = list(Role)
        return order.index(self) >= order.index(other)
