"""Find out which version of Klanten the eSuite speaks, and whether its contacts can be read too (M-05)."""

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.doctor.walking import Probed
from integrations.connections.types import Access, Finding
from integrations.errors import Reason, UnavailableError
from tenants.types import TenantRef

from .client import CONTACTS, CUSTOMERS


def probe(access: Access, *, tenant: TenantRef) -> Probed:
    """Ask for the version, and look for the second API.

    :raises UnavailableError: when it falls silent.
    """
    with questions.speaking(access, tenant=tenant) as client:
        version = questions.version_of(questions.send(client, CUSTOMERS))
        return Probed(version, {"customers.contacts": _has_contacts(client)})


def _has_contacts(client: clients.Client) -> bool:
    """Tell whether contacts can be read; who may not read them cannot use them either."""
    try:
        return questions.judged(questions.send(client, CONTACTS), CONTACTS) is Finding.WORKS
    except UnavailableError as error:
        if error.reason is not Reason.REFUSED:
            raise
        return False
