"""Find out which version of the standard a case system speaks, and what it can do (architecture I5, M-05).

By harmless reads alone; no personal identifier is sent, nor the number of anybody who exists. Who answers 400 or 404 to
a parameter or a path does not know it; any other refusal says nothing, and then nothing is told of it.
"""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Final

from integrations.connections import clients
from integrations.connections.doctor import questions
from integrations.connections.doctor.walking import Probed
from integrations.connections.types import Access
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef

from .client import CASES, CATALOGUES, RESULT_TYPES, ROLES, STATUS_TYPES, WITH_PLACES

TIMEOUT: Final = 8.0
NOBODY: Final = "00000000-0000-4000-8000-000000000000"
"""A case that does not exist."""
UNKNOWN: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})
SENDS_BACK: Final = frozenset({"count", "results"})
QUESTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "cases.expand": {"expand": "zaaktype"},
    "cases.ordering": {"ordering": "-startdatum"},
}
FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "catalogue.status_order": (STATUS_TYPES, "volgnummer"),
    "catalogue.long_result_names": (RESULT_TYPES, "esuiteCompatNaam"),
}
"""What shows in the records of a list."""
NO_BRANCH: Final = {"betrokkeneIdentificatie__vestiging__vestigingsNummer": "000000000000"}
"""Parameters that a system without the capability refuses; one that ignores what it does not know is not found out."""


def probe(access: Access, *, tenant: TenantRef, timeout: float = TIMEOUT) -> Probed:
    """Ask for the version, and try what versions differ in.

    :raises UnavailableError: when the system falls silent.
    """
    deadline = Deadline(timeout)
    with clients.open(access, tenant=tenant, deadline=deadline, guard=clients.UNGUARDED) as client:
        first = _page(client)
        found = {
            **{capability: _tried(partial(_page, client, **more)) for capability, more in QUESTIONS.items()},
            "cases.search": _tried(partial(_search, client)),
            "cases.page_size": _page_size(client),
            "cases.roles_combined": _roles_combined(client, first),
            "catalogue.list": _lists_catalogues(client),
            **{capability: _has(client, path, field) for capability, (path, field) in FIELDS.items()},
        }
    return Probed(
        questions.version_of(first),
        {capability: there for capability, there in found.items() if there is not None},
    )


def _page_size(client: clients.Client) -> bool | None:
    """Tell whether a page of one case is a page of one case; a system without two cases cannot show it."""
    answer = _page(client, pageSize="1")
    if answer.status_code != HTTPStatus.OK:
        return _knows(answer)
    content = answer.json()
    if not isinstance(content, dict) or not content.keys() >= SENDS_BACK or content["count"] < 2:
        return None
    return len(content["results"]) == 1


def _roles_combined(client: clients.Client, first: clients.Reply) -> bool | None:
    """Tell whether somebody's role in one case can be asked for; a branch that does not exist has none."""
    match first.json() if first.status_code == HTTPStatus.OK else None:
        case {"results": [{"url": str(case)}, *_]}:
            return _tried(partial(client.get, ROLES, params={"zaak": case, **NO_BRANCH}))
        case _:
            return None


def _lists_catalogues(client: clients.Client) -> bool | None:
    """Tell whether there is a list of catalogues; who is well and fails at this alone has none."""
    try:
        return _tried(partial(client.get, CATALOGUES))
    except UnavailableError as error:
        if error.reason is not Reason.HAS_TROUBLE:
            raise
        return False


def _has(client: clients.Client, path: str, field: str) -> bool | None:
    """Tell whether the records of a list have a field; without records nothing shows."""
    try:
        answer = client.get(path)
    except UnavailableError as error:
        if error.reason not in {Reason.REFUSED, Reason.HAS_TROUBLE}:
            raise
        return None
    match answer.json() if answer.status_code == HTTPStatus.OK else None:
        case {"results": [dict(record), *_]}:
            return field in record
        case _:
            return None


def _page(client: clients.Client, **more: str) -> clients.Reply:
    return client.get(CASES, params={"page": "1", **more}, headers=WITH_PLACES)


def _search(client: clients.Client) -> clients.Reply:
    return client.post(f"{CASES}/_zoek", json={"uuid__in": [NOBODY]}, headers=WITH_PLACES, is_safe=True)


def _tried(ask: Callable[[], clients.Reply]) -> bool | None:
    """Tell whether they know what is asked; nothing where we may not ask it."""
    try:
        return _knows(ask())
    except UnavailableError as error:
        if error.reason is not Reason.REFUSED:
            raise
        return None


def _knows(answer: clients.Reply) -> bool | None:
    if answer.status_code == HTTPStatus.OK:
        return True
    return False if answer.status_code in UNKNOWN else None
