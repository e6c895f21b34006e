"""Zonnedam with the registers of the sandbox: what its people are, and what can go wrong with them."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Registered, User
from portal.profile.operations import enriching
from tenants.entry import outside
from tenants.schedule.models import Work
from tests.integrations.saved import Saved


@dataclass
class Register:
    """A register, and the work that asks it."""

    connection: Saved
    endpoint: str

    def fault(self, **fault: Any) -> None:
        """Let something go wrong."""
        self.connection.fault(self.endpoint, **fault)

    def calls(self) -> int:
        """Count what it was asked."""
        return self.connection.calls(self.endpoint)


def waiting(user: User) -> list[str]:
    """List the work that waits for an account."""
    with outside():
        keys = Work.objects.filter(job=enriching.JOB).values_list("key", flat=True)
        return [key for key in keys if user.uuid.hex in key]


def row_of(user: User) -> Registered:
    """Answer what is kept of an account."""
    return Registered.objects.get(user=user)
