"""What accounts put into the registers: of staff, and of citizens and companies that sign in."""

from . import sign_in, staff

__all__ = ["sign_in", "staff"]
