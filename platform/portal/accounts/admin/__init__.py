"""Accounts in the municipality's own administration: staff and their roles, and the doors by which people sign in."""

from .doors import DoorAdmin
from .staff import RoleAdmin, UserAdmin

__all__ = ["DoorAdmin", "RoleAdmin", "UserAdmin"]
