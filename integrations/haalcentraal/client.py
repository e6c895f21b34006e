"""Ask what the BRP refuses for what it lacks: whoever is let in reads 400, and no person is looked for.

A question about a number, even a made-up one, would be written down at the BRP as a look into somebody's data.
"""

from http import HTTPStatus
from typing import Any, Final

from integrations.connections.doctor.questions import Question

SEARCH_BY_POST: Final = "persons.search_by_post"
REFUSED: Final = frozenset({HTTPStatus.BAD_REQUEST})


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
    json={"type": "RaadpleegMetBurgerservicenummer", "fields": ["burgerservicenummer"]},
    headers={"Content-Type": "application/json; charset=utf-8"},
    answers=REFUSED,
)
"""Version 2: a search for a number, without the number."""
BY_PATH: Final = Question(
    "/ingeschrevenpersonen", _is_refusal, headers={"Accept": "application/hal+json"}, answers=REFUSED
)
"""Version 1.3: a search for nothing."""
