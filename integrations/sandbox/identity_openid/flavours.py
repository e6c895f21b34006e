"""How a broker, Keycloak and Entra ID say what is known of somebody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

type Facts = Mapping[str, Any]

LEVELS = ("basis", "midden", "substantieel", "hoog")
_SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes"
_ETD = "urn:etoegang:core:assurance-class"
_EIDAS = "http://eidas.europa.eu/LoA"
OF_PERSON = dict(
    zip(
        LEVELS,
        (
            f"{_SAML}:PasswordProtectedTransport",
            f"{_SAML}:MobileTwoFactorContract",
            f"{_SAML}:Smartcard",
            f"{_SAML}:SmartcardPKI",
        ),
        strict=True,
    )
)
OF_COMPANY = dict(
    zip(LEVELS, (f"{_ETD}:loa2", f"{_ETD}:loa2plus", f"{_ETD}:loa3", f"{_ETD}:loa4"), strict=True)
)
OF_FOREIGNER = dict(
    zip(LEVELS, (f"{_EIDAS}/low", f"{_EIDAS}/low", f"{_EIDAS}/substantial", f"{_EIDAS}/high"), strict=True)
)
KINDS = {
    "bsn": "S00000000",
    "kvk": "urn:etoegang:1.9:EntityConcernedID:KvKnr",
    "rsin": "urn:etoegang:1.9:EntityConcernedID:RSIN",
}
PLAIN = ("given_name", "family_name", "birthdate", "email")


@dataclass(frozen=True, slots=True)
class Flavour:
    """One way of saying it."""

    key: str
    name: str
    say: Callable[[Facts], dict[str, Any]]
    """What the ID token and userinfo say of somebody; `level` and `second_factor` are among the facts."""
    client_authentication: tuple[str, ...] = ("client_secret_basic", "client_secret_post")
    names_itself: bool = False


def level(facts: Facts) -> str:
    """Name a level as the scheme of this somebody does."""
    names = OF_FOREIGNER if "eidas" in facts else OF_COMPANY if "company" in facts else OF_PERSON
    return names[facts["level"]]


def _signicat(facts: Facts) -> dict[str, Any]:
    said = {
        "bsn": facts.get("bsn"),
        "namequalifier": KINDS.get(facts.get("kind", "")),
        "eidas": {"person_identifier": facts["eidas"]} if "eidas" in facts else None,
        "urn:etoegang:core:LegalSubjectID": facts.get("company"),
        "urn:etoegang:1.11:attribute-represented:CompanyName": facts.get("company_name"),
        "urn:etoegang:core:ActingSubjectID": facts.get("acting_subject"),
        "urn:etoegang:1.9:ServiceRestriction:Vestigingsnr": facts.get("branch"),
        "urn:etoegang:core:IntermediateEntityID": facts.get("intermediary"),
        "urn:etoegang:core:ServiceUUID": facts.get("mandate_services"),
        "representee": _representee(facts),
        "acr": level(facts),
    }
    return _there({**_plain(facts), **said})


def _representee(facts: Facts) -> dict[str, Any] | None:
    names = {"bsn": "representee_bsn", "name": "representee_name", "basis": "mandate_basis"}
    names["until"] = "mandate_until"
    return _there({name: facts.get(fact) for name, fact in names.items()}) or None


def _keycloak(facts: Facts) -> dict[str, Any]:
    same = (
        "bsn", "company_name", "acting_subject", "branch", "representee_bsn", "representee_name",
        "mandate_services", "mandate_basis", "mandate_until", "groups",
    )  # fmt: skip
    said = {
        **{name: facts.get(name) for name in same},
        "kvk": facts.get("company"),
        "eidas_id": facts.get("eidas"),
        "intermediary_kvk": facts.get("intermediary"),
        "loa": level(facts),
        "email_verified": True if "email" in facts else None,
        "acr": "2" if facts["second_factor"] else "1",
        "amr": ["pwd", "otp"] if facts["second_factor"] else ["pwd"],
    }
    return _there({**_plain(facts), **said})


def _entra(facts: Facts) -> dict[str, Any]:
    said = {
        "groups": facts.get("groups"),
        "xms_edov": True if "email" in facts else None,
        "amr": ["pwd", "mfa"] if facts["second_factor"] else ["pwd"],
        "ver": "2.0",
    }
    return _there({**_plain(facts), **said})


def _plain(facts: Facts) -> dict[str, Any]:
    return {name: facts.get(name) for name in PLAIN}


def _there(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


FLAVOURS = (
    Flavour("openid-signicat", "Inloggen bij een makelaar (OpenID Connect)", _signicat),
    Flavour("openid-keycloak", "Inloggen bij Keycloak (OpenID Connect)", _keycloak, names_itself=True),
    Flavour(
        "openid-entra",
        "Inloggen bij Entra ID (OpenID Connect)",
        _entra,
        client_authentication=("client_secret_post", "private_key_jwt"),
    ),
)
