"""Find out which of the two services the suite has here, and in which version (M-05)."""

from typing import Final

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.doctor.walking import Probed
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from . import client

SERVICES: Final = {"benefits.monthly": client.MONTHLY, "benefits.yearly": client.YEARLY}


def probe(access: Access, *, tenant: TenantRef) -> Probed:
    """Read both WSDLs; the version is that of the monthly statements, where they are there.

    :raises UnavailableError: when it falls silent.
    """
    with questions.speaking(client.reading(access), tenant=tenant) as speaking:
        found = {name: _version(speaking, question) for name, question in SERVICES.items()}
    return Probed(found["benefits.monthly"], {name: bool(version) for name, version in found.items()})


def _version(speaking: clients.Client, question: questions.Question) -> str:
    reply = questions.send(speaking, question)
    if questions.judged(reply, question) is not Finding.WORKS:
        return ""
    return client.version_of(client.root(reply))
