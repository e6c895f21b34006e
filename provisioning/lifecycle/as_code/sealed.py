"""Which data keys the files need that wait to be applied: their secrets are sealed in the journal."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from provisioning.lifecycle.types import OperationKind
from tenants.keys import texts


def numbers(tenant: uuid.UUID) -> set[int]:
    """Answer the numbers of data keys that a municipality's unfinished operations still need."""
    waiting = Operation.objects.filter(tenant=tenant, kind=OperationKind.CONFIGURE.value)
    found = waiting.filter(state__in=UNFINISHED_STATES).values_list("parameters__told", flat=True)
    return {texts.parts(secret)[0] for told in found for secret in _sealed(told)}


def _sealed(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("sealed"), str):
            yield value["sealed"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _sealed(each)
