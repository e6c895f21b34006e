"""Values of the console: who may do what."""

from enum import StrEnum


class JourneyPurpose(StrEnum):
    """What somebody goes to the provider of an organisation for."""

    SIGN_IN = "sign in"
    LINK = "link"
    """To use an invitation."""
    PROVE = "prove"
    """To show again that it is he, before something dangerous (C-003)."""
    ENDED = "ended"
    """Not a journey: a message of the provider that a session has ended, so that it counts once."""


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
