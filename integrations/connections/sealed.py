"""What of a municipality's secrets is encrypted elsewhere than in its own columns (`SEALED_ELSEWHERE`)."""

import uuid

from tenants.keys import texts

from .inbox.models import Command, Kind, Progress


def numbers(tenant: uuid.UUID) -> set[int]:
    """Answer the numbers of data keys that commands still need which no worker has carried out."""
    waiting = Command.objects.filter(tenant=tenant, kind=Kind.CHANGE, progress=Progress.OPEN)
    secrets = [payload.get("secret", "") for payload in waiting.values_list("payload", flat=True)]
    return {texts.parts(secret)[0] for secret in secrets if secret}
