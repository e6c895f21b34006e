"""Find out which of the two ways of asking the BRP knows here (M-05); no number of anybody is sent."""

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.doctor.walking import Probed
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from .client import BY_PATH, BY_POST, SEARCH_BY_POST


def probe(access: Access, *, tenant: TenantRef) -> Probed:
    """Try both; only 1.3 tells its version.

    :raises UnavailableError: when it falls silent.
    """
    with questions.speaking(access, tenant=tenant) as client:
        is_there, version = _tried(client, BY_POST)
        if not is_there:
            _is_older, version = _tried(client, BY_PATH)
    return Probed(version, {SEARCH_BY_POST: is_there})


def _tried(client: clients.Client, question: questions.Question) -> tuple[bool, str]:
    reply = questions.send(client, question)
    return questions.judged(reply, question) is Finding.WORKS, questions.version_of(reply)
