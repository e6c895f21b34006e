"""What accounts put into the registers: of staff, and of citizens and companies that sign in."""

from . import local, mail, sign_in, staff

__all__ = ["local", "mail", "sign_in", "staff"]
