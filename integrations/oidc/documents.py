"""A provider's documents, kept for an hour: what it says of itself, and its keys.

They are copies (`integrations.copies`) with a seal under the municipality's key: whoever can write in Redis cannot
put keys of his own there. Those of the installation's own provider stay in the process (`memory`). A token that names
a key which is not there lets us ask once more, at most once a minute for each connection, however many such tokens
come (attack I16).
"""

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog

from integrations import copies
from integrations.connections import clients
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline, of_tenant
from integrations.outcomes import Outcome, found
from tenants import keys as tenant_keys
from tenants.entry import current

from . import client, keys, memory, providers
from .client import Line
from .keys import PublicKey, UnknownKeyError
from .providers import Provider

log = structlog.get_logger(__name__)
DISCOVERY: Final = "oidc.discovery"
KEYS: Final = "oidc.keys"
KEYS_AGAIN: Final = "oidc.keys_again"
PURPOSE: Final = "oidc"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A document as text, and that it was us who wrote it down."""

    text: str
    seal: str


def provider(line: Line) -> Provider:
    """Answer what the provider of a connection says of itself.

    :raises UnavailableError: when it says nothing that is fit.
    """

    def read(told: Any) -> Any:
        providers.read(told, address=own, reach=reach)
        return {name: told[name] for name in providers.NAMES if name in told}

    reach, own = of_tenant(line.tenant), line.access.address
    told = _document(line, DISCOVERY, f"{own}{client.DISCOVERY}", read)
    return providers.read(told, address=own, reach=reach)


def key(line: Line, provider: Provider, header: Mapping[str, Any]) -> PublicKey:
    """Answer the key that a token was signed with.

    :raises UnknownKeyError: when the provider has no such key, or was asked for it less than a minute ago.
    :raises ValueError: when the key is not fit for that.
    :raises UnavailableError: when there are no keys to be had.
    """
    known = _document(line, KEYS, provider.keys, keys.read)
    try:
        return keys.choose(known, header)
    except UnknownKeyError:
        newer = _document(line, KEYS_AGAIN, provider.keys, keys.read)
        chosen = keys.choose(newer, header)
        if line.is_installed:
            memory.put((KEYS, provider.keys), newer)
            return chosen
        copies.put(KEYS, _parts(line, provider.keys), found(_sealed(KEYS, provider.keys, newer)))
        return chosen


def _document(line: Line, name: str, url: str, read: Callable[[Any], Any]) -> Any:
    """Answer a document that is kept, or fetch it."""
    if line.is_installed:
        lasts = memory.MINUTE if name == KEYS_AGAIN else memory.HOUR
        return memory.get((name, url), lambda: read(client.get(line, url)), lasts=lasts)

    def fetch(deadline: Deadline) -> Outcome[Sealed]:
        asking = replace(line, deadline=deadline)
        return clients.outcome_of(lambda: found(_sealed(name, url, read(client.get(asking, url)))))

    outcome = copies.get(name, _parts(line, url), fetch, deadline=line.deadline)
    if outcome.value is not None and not _is_ours(name, url, outcome.value):
        log.error("oidc.copy_altered", copy=name)
        outcome = fetch(line.deadline)
    if outcome.value is None:
        raise UnavailableError(outcome.reason or Reason.MALFORMED)
    return json.loads(outcome.value.text)


def _parts(line: Line, url: str) -> dict[str, str]:
    return {"connection": str(line.access.key), "address": url}


def _sealed(name: str, url: str, content: Any) -> Sealed:
    text = json.dumps(content)
    return Sealed(text, _seal(name, url, text))


def _is_ours(name: str, url: str, kept: Sealed) -> bool:
    return hmac.compare_digest(kept.seal.encode(), _seal(name, url, kept.text).encode())


def _seal(name: str, url: str, text: str) -> str:
    return tenant_keys.hashed(json.dumps([name, url, text]), tenant=current().uuid, purpose=PURPOSE)
