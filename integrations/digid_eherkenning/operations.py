"""The front door of signing in: leave for the provider, and come back with somebody."""

import binascii
import re
import uuid
from base64 import b64decode
from typing import Final

from django.db import transaction
from django.utils import timezone

from integrations.connections.models import Connection
from integrations.errors import UnavailableError
from integrations.identities import Asserted, Departure, LogoutHandle
from tenants import audit
from tenants.audit import Actor
from tenants.entry import current

from . import (
    bindings,
    client,
    comparing,
    judging,
    leaving,
    messages,
    providers,
    refreshing,
    refusing,
    signatures,
    subjects,
    tending,
)
from .judging import Expected
from .models import ProviderMetadata
from .names import POST, REDIRECT
from .providers import Provider
from .types import LogoutAsked, Service

REQUEST_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{19,127}")
ARTIFACT_BYTES: Final = 44
ARTIFACT_TYPE: Final = b"\x00\x04"


def begin(connection: uuid.UUID, service: Service, *, request_id: str) -> Departure:
    """Answer where the browser goes to sign in.

    :param request_id: of `types.new_request_id`; whoever begins keeps it, and hands it to `complete`.
    :raises SignInRefusedError: when the door is closed, or the provider cannot be reached.
    """
    if not REQUEST_ID.fullmatch(request_id):
        raise ValueError("This is no number of a request.")
    provider = _provider(connection)
    places = provider.description.sign_on
    binding = REDIRECT if REDIRECT in places else POST
    message = messages.authn_request(
        service, destination=places[binding], request_id=request_id, now=provider.now
    )
    leave = bindings.departure if binding == REDIRECT else bindings.form
    return leave(places[binding], "SAMLRequest", message, provider.ours, state=request_id)


def complete(connection: uuid.UUID, service: Service, *, artifact: str, request_id: str) -> Asserted:
    """Ask the provider what the artifact stands for, and answer who is there.

    :param artifact: as it stood in the address (`SAMLart`).
    :param request_id: of the journey that this browser began. It is the caller that lets it come back but once.
    :raises SignInRefusedError: when that lets nobody in.
    """
    if not REQUEST_ID.fullmatch(request_id):
        refusing.invalid("request_unknown")
    provider = _provider(connection)
    url = _where_to_resolve(provider, artifact)
    question = messages.artifact_resolve(service, destination=url, artifact=artifact, now=provider.now)
    asked = messages.enveloped(signatures.sign(question, provider.ours))
    try:
        told = client.resolve(provider.access, url, asked, tenant=provider.tenant)
    except UnavailableError as error:
        raise refusing.unreachable(error) from None
    expected = Expected(
        service=service,
        issuer=provider.description.entity_id,
        keys=provider.description.certificates,
        request_id=request_id,
        resolve_id=question.get("ID"),
        now=timezone.now(),
    )
    return subjects.asserted(
        judging.judge(told, expected), service, issuer=expected.issuer, keys=provider.keys
    )


def logout_begin(
    connection: uuid.UUID, service: Service, handle: LogoutHandle, *, request_id: str
) -> Departure:
    """Answer where the browser goes to sign out at the provider.

    :raises SignInRefusedError: when the provider cannot be reached, or knows no signing out.
    """
    return leaving.begin(_provider(connection), service, handle, request_id=request_id)


def logout_completed(connection: uuid.UUID, service: Service, query_string: str, *, request_id: str) -> None:
    """See that the provider has ended the session that it was asked to end.

    :param query_string: as it stood behind the question mark, character for character.
    :raises SignInRefusedError: when it has not, or says so of another request.
    """
    leaving.completed(_provider(connection), service, query_string, request_id=request_id)


def logout_requested(connection: uuid.UUID, service: Service, body: bytes) -> LogoutAsked:
    """Answer whose sessions the provider asks to end, and what it is answered when they have ended.

    :param body: of the call, an envelope of SOAP.
    :raises SignInRefusedError: when it was not this provider who asks, or not just now; `refusal` is the answer then.
    """
    return leaving.requested(_provider(connection), service, body)


def refusal() -> bytes:
    """Answer a call of SOAP that is refused, without saying why; its status is 500."""
    return messages.fault()


def refresh(connection: uuid.UUID) -> str:
    """Fetch the provider's metadata anew; answer what is wrong with it, as a fixed word, or nothing."""
    return refreshing.refresh(connection)


@transaction.atomic
def take_over(connection: uuid.UUID, *, seen: str, by: Actor, why: str) -> bool:
    """Believe the metadata that was so different that somebody had to look at it; answer whether that is done.

    :param seen: the mark of what they looked at (`queries.changes`): what came after it is not taken over.
    :raises SignInRefusedError: when it is of no use any more, or the connection is switched off.
    """
    access, _ours = providers.access_to(connection)
    waiting = ProviderMetadata.objects.select_for_update().filter(pk=connection, address=access.address)
    kept = waiting.exclude(pending_xml="").first()
    if kept is None or comparing.mark_of(kept.pending_xml) != seen:
        return False
    now = timezone.now()
    found = providers.describe(kept.pending_xml.encode(), access, current(), now)
    before = {"entity_id": kept.entity_id, "fingerprints": kept.fingerprints}
    refreshing.believe(kept, kept.pending_xml, found, now)
    row = Connection.objects.get(pk=connection)
    after = {"entity_id": found.entity_id, "fingerprints": found.fingerprints}
    audit.record("saml.metadata_taken_over", by=by, target=row.reference, why=why, before=before, after=after)
    tending.sound(row, now)
    return True


def _provider(connection: uuid.UUID) -> Provider:
    """Answer the provider; the first who asks fetches its metadata.

    :raises SignInRefusedError: when it cannot be known.
    """
    found = providers.known(connection)
    if found is not None:
        return found
    refreshing.fetch(connection)
    found = providers.known(connection)
    if found is None:
        refusing.closed("metadata_missing")
    return found


def _where_to_resolve(provider: Provider, artifact: str) -> str:
    """Answer where this artifact is known: at this provider, or nowhere (attacks I02, I15)."""
    try:
        content = b64decode(artifact, validate=True)
    except (binascii.Error, ValueError):
        refusing.invalid("artifact_form")
    if len(content) != ARTIFACT_BYTES or content[:2] != ARTIFACT_TYPE:
        refusing.invalid("artifact_form")
    if content[4:24] != provider.description.source_id:
        refusing.invalid("artifact_of_other")
    url = provider.description.artifacts.get(int.from_bytes(content[2:4]))
    if url is None:
        refusing.invalid("artifact_index")
    return url
