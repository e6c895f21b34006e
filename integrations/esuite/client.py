"""Speak to the eSuite's Klanten and Contactmomenten APIs, as far as the Doctor does: nobody who exists is asked for."""

from http import HTTPStatus
from typing import Any, Final

from integrations.connections.doctor.questions import Question, is_page


def _is_page_or_refusal(content: Any) -> bool:
    match content:
        case {"status": HTTPStatus.BAD_REQUEST, "code": str()}:
            return True
        case _:
            return is_page(content)


EITHER: Final = frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST})
CUSTOMERS: Final = Question(
    "/klanten-api-provider/api/v1/klanten",
    _is_page_or_refusal,
    params={"subjectVestiging__vestigingsNummer": "000000000000"},
    answers=EITHER,
)
"""The customer of a branch that does not exist; some refuse such a number, in the words of the contract."""
CONTACTS: Final = Question(
    "/contactmomenten-api-provider/api/v1/contactmomenten", is_page, params={"identificatie": "PROEFVRAAG"}
)
