"""What of a municipality's secrets is encrypted elsewhere than in its own columns (`SEALED_ELSEWHERE`)."""

import uuid

from tenants.keys import texts

from .inbox.models import Command

SEALED = ("secret", "key")
"""What of a payload is ciphertext."""


def numbers(tenant: uuid.UUID) -> set[int]:
    """Answer the numbers of data keys that commands still need: no worker did them yet, or a trial may be kept."""
    waiting = Command.objects.filter(tenant=tenant).exclude(payload={})
    payloads = waiting.values_list("payload", flat=True)
    secrets = [payload.get(name, "") for payload in payloads for name in SEALED]
    return {texts.parts(secret)[0] for secret in secrets if secret}
