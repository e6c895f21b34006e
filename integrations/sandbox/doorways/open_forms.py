"""The public forms of Open Formulieren."""

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_scheme

START = "/api/v2"
HEADERS = {
    "X-Session-Expires-In": "900",
    "X-CSRFToken": "geen",
    "X-Is-Form-Designer": "false",
    "Content-Language": "nl",
}
FORMS = (("verhuizing", "Verhuizing doorgeven"), ("geveltuin", "Geveltuin aanvragen"))


def _forms(call: Call) -> Response:
    rows = [{"name": name, "slug": slug} for slug, name in FORMS]
    return words.give({"results": rows}, headers=HEADERS)


STAND_INS = (
    StandIn(
        key="open-forms",
        name="Open Formulieren",
        endpoints=[
            Endpoint(
                "forms",
                "Formulieren",
                [Operation("GET", f"{START}/public/forms", by_scheme("Token", _forms))],
            )
        ],
        refuse=words.detail,
        contracts={"": "open-forms/open-forms.yaml"},
        entrance=START,
    ),
)
