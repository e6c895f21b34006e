"""Find out whether a provider lets us in: its documents are read, and a code that nobody gave is handed in.

Who knows us refuses the code; who does not, refuses us. Nobody is named and nobody signs in.
"""

from typing import Final

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from integrations.errors import UnavailableError
from integrations.http import Deadline, of_tenant
from tenants.types import TenantRef

from . import client, keys, providers
from .client import Line, NotGrantedError
from .providers import Provider

NO_CODE: Final = {
    "grant_type": "authorization_code",
    "code": "inwonerplein-proef",
    "redirect_uri": "https://inwonerplein.invalid/",
    "code_verifier": "0" * 43,
}


def _is_discovery(content: object) -> bool:
    return isinstance(content, dict) and "issuer" in content


DISCOVERY: Final = questions.Question(client.DISCOVERY, _is_discovery)


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Read what the provider says of itself and its keys, try our secret, and say what came of it."""
    try:
        told = _discovery(access, tenant)
        if isinstance(told, Finding):
            return told
        line = Line(access, tenant, Deadline(access.limits.total), clients.UNGUARDED)
        provider = providers.read(told, address=access.address, reach=of_tenant(tenant))
        if not keys.read(client.get(line, provider.keys)):
            return Finding.NOT_A_CASE_SYSTEM
        return _let_in(line, provider)
    except UnavailableError as error:
        return questions.finding_of(error)


def _discovery(access: Access, tenant: TenantRef) -> object:
    with questions.speaking(client.open_to_all(access), tenant=tenant) as session:
        reply = questions.send(session, DISCOVERY)
        finding = questions.judged(reply, DISCOVERY)
        return reply.json() if finding is Finding.WORKS else finding


def _let_in(line: Line, provider: Provider) -> Finding:
    try:
        client.exchange(line, provider, NO_CODE)
    except NotGrantedError as error:
        return Finding.RIGHTS_MISSING if error.error == "unauthorized_client" else Finding.WORKS
    return Finding.NOT_A_CASE_SYSTEM  # tokens for a code that nobody gave
