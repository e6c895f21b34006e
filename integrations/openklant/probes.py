"""Find out which version Open Klant speaks, and what it can do (M-05).

Whether contacts can be found by person shows only where they cannot: a system that does not know the filter answers
with somebody's. Which codes it uses no read can tell; both are the profile's to say.
"""

from http import HTTPStatus

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.doctor.walking import Probed
from integrations.connections.types import Access
from integrations.errors import Reason, UnavailableError
from tenants.types import TenantRef

from .client import CONTACTS_OF_NOBODY, CREATING, PARTIES


def probe(access: Access, *, tenant: TenantRef) -> Probed:
    """Ask for the version, and try what versions differ in.

    :raises UnavailableError: when it falls silent.
    """
    with questions.speaking(access, tenant=tenant) as client:
        version = questions.version_of(questions.send(client, PARTIES))
        found = {
            "customers.create_with_contact": _creates(client),
            "customers.person_filter": _filters(client),
        }
    return Probed(version, {capability: there for capability, there in found.items() if there is not None})


def _creates(client: clients.Client) -> bool | None:
    reply = _asked(client, CREATING)
    return questions.is_there(reply) if reply is not None else None


def _filters(client: clients.Client) -> bool | None:
    reply = _asked(client, CONTACTS_OF_NOBODY)
    if reply is None or reply.status_code == HTTPStatus.BAD_REQUEST:
        return None if reply is None else False
    match reply.json() if reply.status_code == HTTPStatus.OK else None:
        case {"count": int(number), "results": list()} if number:
            return False
        case _:
            return None


def _asked(client: clients.Client, question: questions.Question) -> clients.Reply | None:
    """Ask; nothing where we may not ask it.

    :raises UnavailableError: when it falls silent.
    """
    try:
        return questions.send(client, question)
    except UnavailableError as error:
        if error.reason is not Reason.REFUSED:
            raise
        return None
