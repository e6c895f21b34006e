"""Find out which version of the Objects API there is (M-05)."""

from integrations.connections.doctor import questions
from integrations.connections.doctor.walking import Probed
from integrations.connections.types import Access
from tenants.types import TenantRef

from .client import PERMISSIONS


def probe(access: Access, *, tenant: TenantRef) -> Probed:
    """Ask for the version.

    :raises UnavailableError: when it falls silent.
    """
    with questions.speaking(access, tenant=tenant) as client:
        return Probed(questions.version_of(questions.send(client, PERMISSIONS)))
