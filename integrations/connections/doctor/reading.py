"""Read something harmless of a system that has no check of its own: the catalogue says what."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from integrations.connections import catalogue
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from . import questions

IN_PATH: Final = re.compile(r"/v([0-9]{1,4}(?:\.[0-9]{1,4})?)(?=/|$)")


def examine(access: Access, *, tenant: TenantRef) -> Finding | None:
    """Read it and say what came of it; None for a kind of system of which nothing harmless is known.

    It asks, whatever the breaker says.
    """
    kind = catalogue.systems().get(access.system)
    if kind is None or not kind.reads:
        return None
    return questions.examine(access, _question(kind), tenant=tenant)


def version(access: Access, *, tenant: TenantRef) -> str:
    """Read it once more for the version that stands above its answer; empty where none does.

    :raises UnavailableError: when it falls silent.
    """
    kind = catalogue.systems().get(access.system)
    if kind is None or not kind.reads:
        return ""
    with questions.speaking(access, tenant=tenant) as client:
        return questions.version_of(questions.send(client, _question(kind)))


def version_by_address(access: Access) -> str:
    """Answer the version in the path that answers, such as `/api/v2`; empty where it names none."""
    kind = catalogue.systems().get(access.system)
    asked = (kind.read or kind.asked) if kind else ""
    return next(iter(IN_PATH.findall(urlsplit(access.address).path + asked.partition("?")[0])[-1:]), "")


def _question(kind: catalogue.SystemKind) -> questions.Question:
    first = kind.reads[0]
    return questions.Question(first.path, _is_data, headers=first.headers)


def _is_data(content: Any) -> bool:
    return isinstance(content, dict | list)
