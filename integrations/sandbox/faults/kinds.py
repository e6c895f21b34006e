"""What can go wrong with a stand-in, and how a page and the JSON of tests name it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong; as built nothing does."""

    latency: int = 0
    jitter: int = 0
    hang: bool = False
    drip: int = 0
    reset: bool = False
    cut: bool = False
    status: int = 0
    retry_after: int = 0
    code: str = ""
    redirect: str = ""
    html: bool = False
    broken_json: bool = False
    byte_order_mark: bool = False
    missing: str = ""
    odd_values: bool = False
    wrong_person: bool = False
    endless: bool = False
    loop: bool = False
    miscount: bool = False
    large: int = 0
    gzip_bomb: int = 0
    bad_gzip: bool = False
    flapping: bool = False
    from_page: int = 0

    def is_on(self) -> bool:
        """Tell whether anything goes wrong."""
        return self != NONE

    def as_dict(self) -> dict[str, int | bool | str]:
        """Answer what goes wrong, without what does not."""
        return {name: value for name, value in asdict(self).items() if value}


NONE = Fault()


class Group(StrEnum):
    """The headings under which a page shows faults."""

    SLOW = "Traag"
    LINE = "Verbinding"
    REFUSAL = "Foutmelding"
    CONTENT = "Inhoud"
    PAGES = "Bladzijden"
    SIZE = "Grootte"
    WHEN = "Wanneer"


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can go wrong."""

    key: str
    group: Group
    label: str
    most: int = 1
    """The largest value; 1 for yes or no, 0 for a text."""
    unit: str = ""
    hint: str = ""

    @property
    def is_choice(self) -> bool:
        """Tell whether this is yes or no."""
        return self.most == 1

    @property
    def is_text(self) -> bool:
        """Tell whether this is a text."""
        return self.most == 0


KINDS = (
    Kind("latency", Group.SLOW, "Vertraging", 120_000, "milliseconden"),
    Kind("jitter", Group.SLOW, "Daarbij een wisselende vertraging tot", 120_000, "milliseconden"),
    Kind("drip", Group.SLOW, "Druppelen: pauze na elke byte", 60_000, "milliseconden"),
    Kind("hang", Group.SLOW, "Blijf hangen: geef geen antwoord"),
    Kind("reset", Group.LINE, "Verbreek de verbinding zonder antwoord"),
    Kind("cut", Group.LINE, "Breek af op de helft van het antwoord"),
    Kind("status", Group.REFUSAL, "HTTP-status", 599, hint="Bijvoorbeeld 500, 503, 429, 403 of 404."),
    Kind("retry_after", Group.REFUSAL, "Daarbij Retry-After", 86_400, "seconden"),
    Kind("code", Group.REFUSAL, "Daarbij de foutcode", 0, hint="Bijvoorbeeld jwt-expired."),
    Kind("redirect", Group.REFUSAL, "Stuur door naar dit adres", 0),
    Kind("html", Group.CONTENT, "Geef een webpagina in plaats van gegevens"),
    Kind("broken_json", Group.CONTENT, "Geef gegevens die niet te lezen zijn"),
    Kind("byte_order_mark", Group.CONTENT, "Begin met een onzichtbaar teken (BOM)"),
    Kind(
        "missing",
        Group.CONTENT,
        "Laat deze velden weg",
        0,
        hint="Met komma’s ertussen: zaaktype, startdatum.",
    ),
    Kind(
        "odd_values",
        Group.CONTENT,
        "Geef vreemde waarden: leeg, het jaar 9999, een nieuw woord, een lange tekst",
    ),
    Kind("wrong_person", Group.CONTENT, "Geef de gegevens van een andere persoon"),
    Kind("endless", Group.PAGES, "Er komt altijd nog een volgende bladzijde"),
    Kind("loop", Group.PAGES, "De volgende bladzijde is steeds dezelfde"),
    Kind("miscount", Group.PAGES, "Het aantal klopt niet en de eerste regel staat er dubbel"),
    Kind("large", Group.SIZE, "Maak het antwoord zo groot", 2_000, "MB"),
    Kind("gzip_bomb", Group.SIZE, "Gzip-bom: klein onderweg, uitgepakt zo groot", 2_000, "MB"),
    Kind("bad_gzip", Group.SIZE, "Noem het antwoord gzip, terwijl het dat niet is"),
    Kind("flapping", Group.WHEN, "Om en om: het ene antwoord goed, het volgende fout"),
    Kind("from_page", Group.WHEN, "Pas vanaf bladzijde", 10_000, hint="0 is altijd."),
)
BY_KEY: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}
ON = {"1", "on", "true"}


class NoSuchFaultError(ValueError):
    """Raised when a fault is asked for that does not exist, or goes too far."""


def read(wanted: Mapping[str, object]) -> Fault:
    """Read a fault from a form or from JSON; what is not named does not happen.

    :raises NoSuchFaultError: when something is named that is no fault, or a value goes too far.
    """
    unknown = set(wanted) - {field.name for field in fields(Fault)}
    if unknown:
        raise NoSuchFaultError(f"unknown: {', '.join(sorted(unknown))}")
    fault = Fault(**{name: _value(BY_KEY[name], value) for name, value in wanted.items()})  # type: ignore[arg-type]
    if fault.status and fault.status not in set(HTTPStatus):
        raise NoSuchFaultError("unknown: status")
    return fault


def _value(kind: Kind, value: object) -> int | bool | str:
    text = str(value if value is not None else "").strip()
    if kind.is_text:
        return ",".join(str(one) for one in value) if isinstance(value, list) else text
    if kind.is_choice:
        return text.lower() in ON
    if not (text or "0").isdecimal() or int(text or 0) > kind.most:
        raise NoSuchFaultError(f"too far: {kind.key}")
    return int(text or 0)
