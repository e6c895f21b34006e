"""Judge what somebody fills in for a connection, before anything is sealed or left for a worker."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from django.utils.translation import gettext as _

from integrations.connections import addresses, catalogue, certificates, outways
from integrations.connections.catalogue import SystemKind
from integrations.connections.types import Authentication, Overview
from integrations.errors import RefusedError
from tenants.types import TenantRef

LONGEST_SECRET: Final = 500
LONGEST_CLIENT_ID: Final = 100
LONGEST_NAME: Final = 100
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,79}")
HOST: Final = re.compile(r"(?=.{4,64}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+")
SCOPE: Final = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*")
OURS: Final = frozenset(
    {
        "host",
        "cookie",
        "connection",
        "content-length",
        "transfer-encoding",
        "te",
        "upgrade",
        "accept-encoding",
    }
)
"""Headers that say how a call travels: no place for a key."""
FIELDS: Final[Mapping[Authentication, tuple[str, ...]]] = {
    Authentication.NONE: (),
    Authentication.API_KEY: ("header", "secret"),
    Authentication.BASIC: ("client_id", "secret"),
    Authentication.BEARER: ("scheme", "secret"),
    Authentication.ZGW: ("client_id", "secret"),
    Authentication.OAUTH: ("token_address", "client_id", "secret", "scope"),
    Authentication.SIGNED_SOAP: (),
}
"""What each way of letting us in asks for."""
LURES: Final = ("address", "token_address", "authentication", "trusted")
"""What decides who gets to see the secret: with any of them changed it is asked for anew."""
LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "connect": (0.5, 10),
    "read": (0.5, 30),
    "total": (0.5, 30),
    "at_once": (1, 64),
    "largest_answer": (10_000, 50_000_000),
}
"""From where to where each may be set."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants a connection to be."""

    system: str
    address: str
    slug: str = ""
    name: str = ""
    authentication: str = ""
    """The first of the catalogue where nobody chose."""
    client_id: str = ""
    secret: str = field(default="", repr=False)
    """Empty keeps the one that is there."""
    header: str = ""
    scheme: str = ""
    token_address: str = ""
    scope: str = ""
    trusted: str = ""
    profile: str = ""
    switches: Mapping[str, bool] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)


def wanted(**given: Any) -> Wanted:
    """Put together what somebody wants.

    :raises RefusedError: when it names an outway, or what a connection does not have.
    """
    unknown = given.keys() - {each.name for each in fields(Wanted)}
    reasons = dict.fromkeys(unknown, _("Dit onderdeel bestaat niet."))
    reasons |= dict.fromkeys(outways.named(unknown), str(outways.REFUSAL))
    if reasons:
        raise RefusedError(reasons)
    return Wanted(**given)


def accept(ref: TenantRef, wanted: Wanted, known: Overview | None) -> dict[str, Any]:
    """Answer the values of a connection as they are kept, without its secret.

    :param known: the connection as it is now; None where it is new.
    :raises RefusedError: with a text beside each field that is not right.
    """
    kind = catalogue.known(wanted.system)
    reasons: dict[str, str] = {}
    chosen = _authentication(kind, wanted, reasons)
    asked = FIELDS[chosen]
    values: dict[str, Any] = {
        "name": _within(wanted.name.strip(), LONGEST_NAME, "name", reasons),
        "address": _tried(reasons, addresses.accept, wanted.address, ref),
        "authentication": chosen.value,
        "client_id": _client_id(kind, wanted, chosen, reasons),
        "header": _header(kind, wanted, reasons) if "header" in asked else "",
        "scheme": _scheme(kind, wanted, reasons) if "scheme" in asked else "",
        "token_address": _token_address(ref, wanted, reasons) if "token_address" in asked else "",
        "scope": _scope(wanted, reasons) if "scope" in asked else "",
        "trusted": _trusted(wanted, reasons),
        "profile": _profile(kind, wanted, reasons),
        "switches": {key: bool(wanted.switches.get(key, True)) for key in kind.switches},
        "limits": _limits(wanted.limits, reasons),
    }
    if not reasons and "secret" in asked:
        _check_secret(wanted.secret, lured(known, values) or not known or not known.fingerprint, reasons)
    elif "secret" in asked:
        _check_secret(wanted.secret, not known, reasons)
    if reasons:
        raise RefusedError(reasons)
    return values


def check_secret(secret: str) -> None:
    """Judge a new secret.

    :raises RefusedError: with the reason beside the field.
    """
    reasons: dict[str, str] = {}
    _check_secret(secret, True, reasons)
    if reasons:
        raise RefusedError(reasons)


def lured(known: Any, values: Mapping[str, Any]) -> bool:
    """Tell whether a kept secret would be shown to somebody else than the one it was given for.

    :param known: an overview or a row.
    """
    return known is not None and any(
        name in values and str(getattr(known, name)) != str(values[name]) for name in LURES
    )


def _check_secret(secret: str, needed: bool, reasons: dict[str, str]) -> None:
    if not secret:
        if needed:
            reasons["secret"] = _("Vul het geheim in.")
    elif len(secret) > LONGEST_SECRET or not secret.isprintable() or secret != secret.strip():
        reasons["secret"] = _("Dit kan het geheim niet zijn. Kopieer het opnieuw, zonder spaties eromheen.")


def _tried(reasons: dict[str, str], check: Callable[..., str], *args: Any, **kwargs: Any) -> str:
    try:
        return check(*args, **kwargs)
    except RefusedError as error:
        reasons.update(error.reasons)
        return ""


def _within(text: str, longest: int, label: str, reasons: dict[str, str]) -> str:
    if len(text) > longest or not text.isprintable():
        reasons[label] = _("Gebruik ten hoogste %(longest)d tekens.") % {"longest": longest}
    return text


def _authentication(kind: SystemKind, wanted: Wanted, reasons: dict[str, str]) -> Authentication:
    chosen = wanted.authentication or kind.authentications[0].value
    if chosen not in {each.value for each in kind.authentications}:
        reasons["authentication"] = _("Kies een manier van aanmelden die dit systeem kent.")
        return kind.authentications[0]
    return Authentication(chosen)


def _client_id(kind: SystemKind, wanted: Wanted, chosen: Authentication, reasons: dict[str, str]) -> str:
    client_id = wanted.client_id.strip()
    if "client_id" not in FIELDS[chosen]:
        return ""
    if kind.without_client_id and not client_id:
        return ""
    if not 0 < len(client_id) <= LONGEST_CLIENT_ID or not client_id.isprintable():
        reasons["client_id"] = _("Vul de client-id in die de leverancier heeft gegeven.")
    elif chosen is Authentication.BASIC and ":" in client_id:
        reasons["client_id"] = _("Een gebruikersnaam heeft geen dubbele punt.")
    return client_id


def _header(kind: SystemKind, wanted: Wanted, reasons: dict[str, str]) -> str:
    header = wanted.header.strip() or kind.header
    if not TOKEN.fullmatch(header) or header.lower() in OURS:
        reasons["header"] = _("Vul de naam van een header in, zoals X-API-Key.")
    return header


def _scheme(kind: SystemKind, wanted: Wanted, reasons: dict[str, str]) -> str:
    scheme = wanted.scheme.strip() or kind.scheme
    if not TOKEN.fullmatch(scheme) or len(scheme) > 20:
        reasons["scheme"] = _("Vul één woord in, zoals Bearer of Token.")
    return scheme


def _token_address(ref: TenantRef, wanted: Wanted, reasons: dict[str, str]) -> str:
    return _tried(reasons, addresses.accept, wanted.token_address, ref, label="token_address")


def _scope(wanted: Wanted, reasons: dict[str, str]) -> str:
    scope = " ".join(wanted.scope.split())
    if scope and (len(scope) > 200 or not SCOPE.fullmatch(scope)):
        reasons["scope"] = _("Vul de scope in zoals de leverancier hem noemt.")
    return scope


def _trusted(wanted: Wanted, reasons: dict[str, str]) -> str:
    if not wanted.trusted.strip():
        return ""
    return _tried(reasons, certificates.read_chain, wanted.trusted, label="trusted")


def _profile(kind: SystemKind, wanted: Wanted, reasons: dict[str, str]) -> str:
    profile = wanted.profile or kind.profiles[0]
    if profile not in kind.profiles:
        reasons["profile"] = _("Kies een profiel dat bij dit systeem hoort.")
    return profile


def _limits(wanted: Mapping[str, float], reasons: dict[str, str]) -> dict[str, float]:
    for name, value in wanted.items():
        least, most = LIMITS.get(name, (0, -1))
        if not least <= value <= most:
            reasons[f"limit_{name}"] = _("Kies een getal van %(least)s tot en met %(most)s.") % {
                "least": f"{least:g}".replace(".", ","),
                "most": f"{most:g}".replace(".", ","),
            }
    return dict(wanted)


def fields_of(authentication: str) -> tuple[str, ...]:
    """List what a way of letting us in asks for."""
    return FIELDS[Authentication(authentication)]
