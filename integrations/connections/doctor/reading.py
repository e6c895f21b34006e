"""Read something harmless of a system that has no check of its own: the catalogue says what."""

from typing import Any

from integrations.connections import catalogue
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from . import questions


def examine(access: Access, *, tenant: TenantRef) -> Finding | None:
    """Read it and say what came of it; None for a kind of system of which nothing harmless is known.

    It asks, whatever the breaker says.
    """
    kind = catalogue.systems().get(access.system)
    if kind is None or not kind.read:
        return None
    return questions.examine(access, questions.Question(kind.read, _is_data), tenant=tenant)


def _is_data(content: Any) -> bool:
    return isinstance(content, dict | list)
