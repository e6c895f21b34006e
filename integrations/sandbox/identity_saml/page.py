"""The pages of the stand-in, in plain Dutch; they work without JavaScript."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus

from integrations.sandbox.pages import Html, frame, render
from integrations.sandbox.stand_ins import RefusedError
from integrations.sandbox.web import Response
from integrations.sandbox.world.people import companies, people

from .choices import EMPLOYEES, LEVELS, NUMBERS, OUTCOMES
from .store import Session

NAMES = {"digid": "DigiD", "eherkenning": "eHerkenning"}
REFUSALS = {
    "verzoek": "Dit verzoek is niet te lezen.",
    "handtekening": "De handtekening onder dit verzoek klopt niet.",
    "acs": "Het portaal staat niet op deze computer. Hier kan alleen een proefgemeente inloggen.",
    "keuze": "Deze keuze kan niet meer. Begin opnieuw bij het portaal.",
    "metadata": "Deze metadata is niet te lezen.",
    "portaal": "Dit portaal heeft zijn metadata nog niet aangeleverd.",
    "sessie": "Deze sessie is er niet meer.",
}


def choose(scheme: str, *, key: str, base: str, portal: str) -> Response:
    """Ask who signs in, how sure, for whom, and what comes of it."""
    name = f"identity_{scheme}"
    fields = {"persons": _people(), "no_one": _options([("", "Niemand: voor zichzelf")])}
    if scheme == "eherkenning":
        fields |= {
            "companies": _options(
                [(str(at), f"{one.name} (KvK {one.kvk})") for at, one in enumerate(companies())]
                + [("eidas", "Iemand uit een ander land (eIDAS)")]
            ),
            "employees": _options(EMPLOYEES.items()),
            "numbers": _options(NUMBERS.items()),
            "branches": _options(
                [("", "Het hele bedrijf")]
                + [
                    (each.number, f"{each.name} ({each.number})")
                    for one in companies()
                    for each in one.branches
                ]
            ),
            "between": _options([("", "Nee")] + [(str(at), one.name) for at, one in enumerate(companies())]),
        }
    chosen = "midden" if scheme == "digid" else "loa3"
    return render(
        "identity_choose",
        title=f"Inloggen met {NAMES[scheme]}",
        name=NAMES[scheme],
        portal=portal,
        action=f"/{base.partition('//')[2].partition('/')[2]}/choose",
        key=key,
        fields=Html(frame(name, **fields)),
        levels=_options([(one, label) for one, (label, _name) in LEVELS[scheme].items()], chosen),
        outcomes=_options(
            [(one, label) for one, (label, _codes, _text) in OUTCOMES.items() if one not in BUTTONS]
        ),
    )


BUTTONS = frozenset({"sign-in", "cancel"})
"""Outcomes with a button of their own."""


def sessions(scheme: str, found: Sequence[tuple[str, Session]], *, base: str) -> Response:
    """Show who is signed in."""
    rows = "".join(
        frame("identity_session", name=each.shown, portal=each.portal, session=key) for key, each in found
    )
    return render(
        "identity_sessions",
        title=f"Ingelogd met {NAMES[scheme]}",
        name=NAMES[scheme],
        rows=Html(rows or "<li>Er is niemand ingelogd.</li>"),
    )


def refuse(error: RefusedError) -> Response:
    """Say what is wrong, on a page."""
    text = REFUSALS.get(error.code, "Dit lukt nu niet.")
    shown = render("identity_refused", title="Dit kan niet", text=text)
    return Response(shown.body, error.status or HTTPStatus.BAD_REQUEST)


def _people() -> Html:
    return _options([(str(at), f"{one.name} (BSN {one.bsn})") for at, one in enumerate(people())])


def _options(pairs: Iterable[tuple[str, str]], chosen: str | None = None) -> Html:
    return Html(
        "".join(
            frame("option", value=value, label=label, chosen=Html("selected") if value == chosen else "")
            for value, label in pairs
        )
    )
