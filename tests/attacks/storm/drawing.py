"""Which numbers belong together: blocks of attempts, which alternate between the logins of two processes."""

PORTAL, WORKER = "portal", "portal_worker"
LOGINS = (PORTAL, WORKER)
BLOCK = 500
"""Attempts that a process takes at a time."""


def login_of(number: int) -> str:
    """Answer under which login an attempt runs."""
    return LOGINS[number // BLOCK % len(LOGINS)]
