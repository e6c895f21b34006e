"""Ask for a person, in either way of asking; and ask what the BRP refuses for what it lacks.

The latter is for the Doctor: whoever is let in reads 400, and no person is looked for. A question about a number, even
a made-up one, would be written down at the BRP as a look into somebody's data.
"""

from http import HTTPStatus
from typing import Any, Final

from integrations.connections import clients
from integrations.connections.doctor.questions import Question
from integrations.connections.types import Access
from integrations.errors import Reason, UnavailableError
from integrations.outcomes import Outcome

from . import fields
from .fields import Version
from .types import Purpose

SEARCH_BY_POST: Final = "persons.search_by_post"
REFUSED: Final = frozenset({HTTPStatus.BAD_REQUEST})
BY_NUMBER: Final = "RaadpleegMetBurgerservicenummer"
JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
HAL: Final = {"Accept": "application/hal+json"}
HERSELF: Final = {"x-gebruiker": "BurgerZelf"}
"""The one who looks is the one who is looked at: no employee."""
HEADERS: Final = {
    Version.NEWER: {
        "x-origin-oin": "origin_oin",
        "x-doelbinding": "purpose",
        "x-verwerking": "processing",
        "x-afnemer-oin": "recipient_oin",
    },
    Version.OLDER: {"x-origin-oin": "origin_oin", "x-doelbinding": "purpose"},
}
"""Which header carries which part of a purpose."""


def _is_refusal(content: Any) -> bool:
    """Tell whether this is the refusal that both versions describe."""
    match content:
        case {"status": HTTPStatus.BAD_REQUEST, "title": str()}:
            return "code" in content or "invalidParams" in content
        case _:
            return False


BY_POST: Final = Question(
    "/personen",
    _is_refusal,
    method="POST",
    json={"type": BY_NUMBER, "fields": ["burgerservicenummer"]},
    headers=JSON,
    answers=REFUSED,
)
"""Version 2: a search for a number, without the number."""
BY_PATH: Final = Question("/ingeschrevenpersonen", _is_refusal, headers=HAL, answers=REFUSED)
"""Version 1.3: a search for nothing."""


def version_of(access: Access) -> Version:
    """Answer in which way a system is asked, as its profile and the last probe say."""
    return Version.NEWER if SEARCH_BY_POST in access.capabilities else Version.OLDER


def people(client: clients.Client, bsn: str, purpose: Purpose, version: Version) -> Outcome[list[Any]]:
    """Ask for the person with a number; the answer is theirs, unread, and may hold none or several."""
    if version is Version.OLDER:
        return _by_path(client, bsn, purpose)
    return clients.ask(
        client,
        "/personen",
        _listed,
        method="POST",
        json={"type": BY_NUMBER, "burgerservicenummer": [bsn], "fields": fields.asked(version)},
        headers={**JSON, **HERSELF, **_told(purpose, version)},
        is_safe=True,
    )


def _by_path(client: clients.Client, bsn: str, purpose: Purpose) -> Outcome[list[Any]]:
    """Ask as version 1.3 wants it: with the number in its path, of which our own log writes a pattern only."""
    return clients.ask(
        client,
        f"/ingeschrevenpersonen/{bsn}",
        lambda content: [content],
        params={"fields": ",".join(fields.asked(Version.OLDER))},
        headers={**HAL, **_told(purpose, Version.OLDER)},
    )


def _listed(content: Any) -> list[Any]:
    match content:
        case {"personen": list(found)}:
            return found
    raise UnavailableError(Reason.MALFORMED)


def _told(purpose: Purpose, version: Version) -> dict[str, str]:
    names = HEADERS[version].items()
    return {header: getattr(purpose, name) for header, name in names if getattr(purpose, name)}
