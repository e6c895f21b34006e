"""What an administrator does before a portal goes live, for tests that let one go live."""

from portal.accounts import operations as accounts
from portal.accounts import roles
from portal.core.jobs import write_activity
from portal.core.mail.models import OutboxMessage, OutboxState
from portal.core.models import ContactDetails


def meet() -> None:
    """Meet every check of the gate, in the entered municipality, which has its pages."""
    ContactDetails.objects.update_or_create(id=1, defaults={"email": "info@proefdorp.example"})
    accounts.create_demo_editor(
        email="bas@proefdorp.example", name="Bas", password="x" * 14, role=roles.ADMINISTRATOR,
        totp_secret="A" * 32,
    )  # fmt: skip
    OutboxMessage.objects.create(to="bas@proefdorp.example", state=OutboxState.SENT)
    write_activity("slot")
