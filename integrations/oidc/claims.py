"""Ready-made sets of claims, and a municipality's own as it keeps them: JSON that becomes `Claims`, or is refused.

Each set is where one begins; a broker may have been set up otherwise, and then its names are filled in.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _

from integrations import values
from integrations.errors import RefusedError
from integrations.identities import Basis, Level, SubjectKind

from .types import Claims, Path

_SAML: Final = "urn:oasis:names:tc:SAML:2.0:ac:classes"
_ETD: Final = "urn:etoegang:core:assurance-class"
_EIDAS: Final = "http://eidas.europa.eu/LoA"  # the name of a level, and no address that is ever called
LEVELS: Final[Mapping[str, Level]] = MappingProxyType(
    {
        f"{_SAML}:PasswordProtectedTransport": Level.BASIS,
        f"{_SAML}:MobileTwoFactorContract": Level.MIDDEN,
        f"{_SAML}:Smartcard": Level.SUBSTANTIEEL,
        f"{_SAML}:SmartcardPKI": Level.HOOG,
        f"{_ETD}:loa2": Level.BASIS,
        f"{_ETD}:loa2plus": Level.MIDDEN,
        f"{_ETD}:loa3": Level.SUBSTANTIEEL,
        f"{_ETD}:loa4": Level.HOOG,
        f"{_EIDAS}/low": Level.MIDDEN,
        f"{_EIDAS}/substantial": Level.SUBSTANTIEEL,
        f"{_EIDAS}/high": Level.HOOG,
    }
)
"""What DigiD, eHerkenning and eIDAS call their levels."""
BASES: Final[Mapping[str, Basis]] = MappingProxyType(
    {"machtiging": Basis.AUTHORISATION, "curatele": Basis.CURATELE, "bewind": Basis.BEWIND}
)
_NAMES: Final = Claims(given_name=("given_name",), family_name=("family_name",), email=("email",))
SIGNICAT: Final = replace(
    _NAMES,
    bsn=("bsn",),
    pseudonym=("eidas", "person_identifier"),
    legal_subject=("urn:etoegang:core:LegalSubjectID",),
    legal_subject_name=("urn:etoegang:1.11:attribute-represented:CompanyName",),
    identifier_type=("namequalifier",),
    acting_subject=("urn:etoegang:core:ActingSubjectID",),
    branch=("urn:etoegang:1.9:ServiceRestriction:Vestigingsnr",),
    representee_bsn=("representee", "bsn"),
    representee_kvk=("representee", "kvk"),
    representee_name=("representee", "name"),
    intermediary=("urn:etoegang:core:IntermediateEntityID",),
    mandate_services=("urn:etoegang:core:ServiceUUID",),
    mandate_basis=("representee", "basis"),
    mandate_bases=BASES,
    mandate_ends_at=("representee", "until"),
    level=("acr",),
    levels=LEVELS,
    born_on=("birthdate",),
)
"""A broker that keeps the names of eHerkenning."""
KEYCLOAK: Final = replace(
    _NAMES,
    bsn=("bsn",),
    pseudonym=("eidas_id",),
    legal_subject=("kvk",),
    legal_subject_name=("company_name",),
    acting_subject=("acting_subject",),
    branch=("branch",),
    representee_bsn=("representee_bsn",),
    representee_kvk=("representee_kvk",),
    representee_name=("representee_name",),
    intermediary=("intermediary_kvk",),
    mandate_services=("mandate_services",),
    mandate_basis=("mandate_basis",),
    mandate_bases=BASES,
    mandate_ends_at=("mandate_until",),
    level=("loa",),
    levels=LEVELS,
    born_on=("birthdate",),
    email_verified=("email_verified",),
    groups=("groups",),
    second_factors=frozenset({"mfa", "otp", "2"}),
)
"""Keycloak, with mappers that give each thing a name of its own."""
ENTRA: Final = replace(
    _NAMES,
    email_verified=("xms_edov",),
    groups=("groups",),
    second_factors=frozenset({"mfa", "ngcmfa"}),
)
"""Microsoft Entra ID, for colleagues; it says only there whether an address is theirs."""
SETS: Final[Mapping[str, Claims]] = MappingProxyType(
    {"signicat": SIGNICAT, "keycloak": KEYCLOAK, "entra": ENTRA}
)

_LONGEST: Final = 200
_DEEPEST: Final = 8
_MOST: Final = 100


def read(told: Any, *, base: Claims = Claims()) -> Claims:  # noqa: B008 - frozen
    """Make claims of what a municipality keeps: a mapping of those that differ from a ready-made set.

    :param told: a path is a list of names, from the top down, or one name; an empty list is what is never said.
    :raises RefusedError: with a text for each field that cannot be.
    """
    if not isinstance(told, Mapping):
        raise RefusedError({"": _("Vul per gegeven in hoe de aanbieder het noemt.")})
    reasons, read_ = {}, {}
    for name, value in told.items():
        try:
            read_[str(name)] = _READERS[name](value) if name in _READERS else _unknown()
        except ValueError as error:
            reasons[str(name)[:_LONGEST]] = str(error)
    if reasons:
        raise RefusedError(reasons)
    return replace(base, **read_)


def written(claims: Claims, *, base: Claims = Claims()) -> dict[str, Any]:  # noqa: B008 - frozen
    """Answer what of claims differs from a ready-made set, as `read` takes it."""
    found = {field.name: getattr(claims, field.name) for field in fields(claims)}
    differs = {name: value for name, value in found.items() if value != getattr(base, name)}
    return {name: _written(value) for name, value in differs.items()}


def _written(value: Any) -> Any:
    match value:
        case Level():
            return value.name.lower()
        case Mapping():
            return {name: _written(each) for name, each in value.items()}
        case _:
            return values.plain(value)


def _unknown() -> Any:
    raise ValueError(_("Dit gegeven kennen wij niet."))


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST or not value.isprintable():
        raise ValueError(_("Een naam is een tekst van hooguit %(most)s letters.") % {"most": _LONGEST})
    return value


def _path(value: Any) -> Path:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or len(names) > _DEEPEST:
        raise ValueError(_("Vul een naam in, of een lijst met namen van buiten naar binnen."))
    return tuple(_name(each) for each in names)


def _words(value: Any) -> frozenset[str]:
    if not isinstance(value, list | tuple | set | frozenset) or len(value) > _MOST:
        raise ValueError(_("Vul een lijst met waarden in."))
    return frozenset(_name(each) for each in value)


def _choice[E: Enum](choices: Mapping[str, E]) -> Callable[[Any], E]:
    def one(value: Any) -> E:
        found = choices.get(value) if isinstance(value, str) else None
        if found is None:
            raise ValueError(_("Kies uit: %(choices)s.") % {"choices": ", ".join(choices)})
        return found

    return one


def _mapping[E: Enum](choices: Mapping[str, E]) -> Callable[[Any], Mapping[str, E]]:
    one = _choice(choices)

    def every(value: Any) -> Mapping[str, E]:
        if not isinstance(value, Mapping) or len(value) > _MOST:
            raise ValueError(_("Vul per waarde van de aanbieder in wat die betekent."))
        return {_name(name): one(each) for name, each in value.items()}

    return every


_LEVEL: Final = {level.name.lower(): level for level in Level}
_BASIS: Final = {basis.value: basis for basis in Basis}
_KIND: Final = {kind.value: kind for kind in SubjectKind}
_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    **{field.name: _path for field in fields(Claims)},
    "identifier_types": _mapping(_KIND),
    "mandate_bases": _mapping(_BASIS),
    "default_basis": _choice(_BASIS),
    "levels": _mapping(_LEVEL),
    "default_level": _choice(_LEVEL),
    "second_factors": _words,
}
