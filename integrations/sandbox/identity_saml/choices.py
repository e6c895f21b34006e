"""What somebody chooses on the page: who, how sure, for whom, and what comes of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from integrations.sandbox.stand_ins import RefusedError
from integrations.sandbox.world.people import Company, Person, companies, people

SERVICE = "f8a3b2d4-5c61-4e0f-9b7a-2d1c3e4f5a6b"
"""Of the service that the stand-in says it is for, where nobody names another."""
_CLASSES = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
_LOA = "urn:etoegang:core:assurance-class:"
LEVELS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "digid": {
        "basis": ("Basis", f"{_CLASSES}PasswordProtectedTransport"),
        "midden": ("Midden", f"{_CLASSES}MobileTwoFactorContract"),
        "substantieel": ("Substantieel", f"{_CLASSES}Smartcard"),
        "hoog": ("Hoog", f"{_CLASSES}SmartcardPKI"),
    },
    "eherkenning": {
        "loa2": ("EH2", f"{_LOA}loa2"),
        "loa2plus": ("EH2+", f"{_LOA}loa2plus"),
        "loa3": ("EH3", f"{_LOA}loa3"),
        "loa4": ("EH4", f"{_LOA}loa4"),
    },
}
STATUS = "urn:oasis:names:tc:SAML:2.0:status:"
OUTCOMES: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "sign-in": ("Log in", ("Success",), ""),
    "cancel": ("Annuleer", ("Responder", "AuthnFailed"), "Authentication cancelled"),
    "failed": ("Inloggen mislukt", ("Responder", "AuthnFailed"), "Authentication failed"),
    "level": ("Dit niveau heeft deze persoon niet", ("Responder", "NoAuthnContext"), "Level not reached"),
    "denied": ("Het verzoek wordt geweigerd", ("Requester", "RequestDenied"), "Request denied"),
    "unsupported": ("Het verzoek wordt niet begrepen", ("Requester", "RequestUnsupported"), "Not supported"),
    "no-provider": ("Geen aanbieder beschikbaar", ("Responder", "NoSupportedIDP"), "No provider"),
    "trouble": ("Technische fout", ("Responder",), "Internal error"),
    "unknown": ("Een code die niet bestaat", ("Responder", "Onbekend"), "Unknown"),
}
"""By key: what a page calls it, the codes of the status, and its message."""
NUMBERS = {"kvk": "KvK-nummer", "rsin": "RSIN", "both": "Allebei"}
EMPLOYEES = {"1": "Anneke, medewerker", "2": "Bilal, medewerker", "3": "Chris, medewerker"}


@dataclass(frozen=True)
class Choice:
    """What was chosen."""

    outcome: str = "sign-in"
    level: str = "midden"
    person: int = 0
    represented: int | None = None
    """By DigiD Machtigen: for whom."""
    company: int | None = None
    """None is a person from another country (eIDAS)."""
    european_company: bool = False
    employee: str = "1"
    branch: str = field(default="", repr=False)
    numbers: str = "kvk"
    intermediary: int | None = None
    service: str = SERVICE
    sector: str = "s00000000"
    bsn: str = field(default="", repr=False)
    """In place of the person's own, to see what a portal does with a number that cannot be."""

    def who(self) -> Person:
        """Answer the person."""
        return people()[self.person]

    def firm(self) -> Company | None:
        """Answer the company."""
        return None if self.company is None else companies()[self.company]

    def shown(self) -> str:
        """Name who it is, for pages."""
        firm = self.firm()
        return self.who().name if firm is None else f"{EMPLOYEES[self.employee]} van {firm.name}"


def read(form: Mapping[str, str], scheme: str) -> Choice:
    """Read what was chosen.

    :raises RefusedError: when it does not exist.
    """
    default = "midden" if scheme == "digid" else "loa3"
    try:
        choice = Choice(
            outcome=form.get("outcome", "sign-in"),
            level=form.get("level", default),
            person=int(form.get("person") or 0),
            represented=_maybe(form.get("represented", "")),
            company=None
            if scheme == "digid" or form.get("company") == "eidas"
            else int(form.get("company") or 0),
            european_company=form.get("european_company", "") == "on",
            employee=form.get("employee", "1"),
            branch=form.get("branch", "").strip(),
            numbers=form.get("numbers", "kvk"),
            intermediary=_maybe(form.get("intermediary", "")),
            service=form.get("service", "").strip() or SERVICE,
            sector=form.get("sector", "s00000000"),
            bsn=form.get("bsn", "").strip(),
        )
        _check(choice, scheme)
    except (ValueError, LookupError):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "keuze") from None
    return choice


def _check(choice: Choice, scheme: str) -> None:
    """See that all of it exists.

    :raises LookupError: when something does not.
    """
    tables = (LEVELS[scheme], OUTCOMES, NUMBERS, EMPLOYEES)
    chosen = (choice.level, choice.outcome, choice.numbers, choice.employee)
    if not all(one in table for one, table in zip(chosen, tables, strict=True)):
        raise LookupError
    for at in (choice.person, choice.represented or 0):
        people()[at]
    for at in (choice.company or 0, choice.intermediary or 0):
        companies()[at]


def pseudonym(*parts: object) -> str:
    """Answer what the stand-in calls somebody: always the same, and nothing elsewhere."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest().upper()


def _maybe(text: str) -> int | None:
    return int(text) if text else None
