"""The two questions that are asked without a browser: for metadata, and which artifact is what."""

from dataclasses import replace
from http import HTTPStatus
from typing import Final

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.types import Access
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef

SECONDS: Final = 10.0
LARGEST: Final = 500_000
HEADERS: Final = {
    "Content-Type": "text/xml; charset=utf-8",
    "Accept": "text/xml, application/soap+xml",
    "SOAPAction": '"http://www.oasis-open.org/committees/security"',
}
METADATA: Final = {"Accept": "application/samlmetadata+xml, application/xml, text/xml"}


def metadata(access: Access, *, tenant: TenantRef, guard: clients.Guard | None = None) -> bytes:
    """Fetch what a provider says of itself.

    :raises UnavailableError: when it says nothing.
    """
    with clients.open(access, tenant=tenant, deadline=Deadline(SECONDS), guard=guard) as client:
        return _content(client.get("", headers=METADATA))


def resolve(access: Access, url: str, message: bytes, *, tenant: TenantRef) -> bytes:
    """Ask which answer an artifact stands for; an artifact is good for one question, so it is asked once.

    :param url: where; the client is bound to it, as to the address of the connection.
    :raises UnavailableError: when there is no answer.
    """
    limits = replace(access.limits, largest_answer=LARGEST)
    there = replace(access, address=url, limits=limits)
    with clients.open(there, tenant=tenant, deadline=Deadline(SECONDS)) as client:
        reply = client.post("", data=message, headers=HEADERS)
    if questions.is_web_page(reply):  # of somebody in between: the provider itself has said nothing
        raise UnavailableError(Reason.MALFORMED)
    return _content(reply)


def _content(reply: clients.Reply) -> bytes:
    if reply.status_code != HTTPStatus.OK:
        raise UnavailableError(Reason.MALFORMED)
    return bytes(reply.content)
