"""Find out whether the KVK lets us in: an empty search is refused, in its own words, to whoever has a right key.

No company is named, and nothing is read that the KVK would bill.
"""

from http import HTTPStatus
from typing import Any, Final

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef


def _is_kvk(content: Any) -> bool:
    """Tell whether this is a list of results, or of what was wrong, in either of the forms that it has had."""
    match content:
        case {"resultaten": list()} | {"fout": list()} | {"meldingen": {"fout": list()}}:
            return True
        case _:
            return False


SEARCH: Final = questions.Question(
    "/v2/zoeken", _is_kvk, answers=frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST})
)


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Search for nothing, and say what came of it."""
    return questions.examine(access, SEARCH, tenant=tenant)
