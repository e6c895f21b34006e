"""Levels of assurance: their names in the schemes, and ours."""

from collections.abc import Mapping
from typing import Final

from integrations.identities import Level

from .types import Scheme

_CLASSES: Final = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
_LOA: Final = "urn:etoegang:core:assurance-class:"
_EIDAS: Final = "http://eidas.europa.eu/LoA/"
DIGID: Final[Mapping[Level, str]] = {
    Level.BASIS: f"{_CLASSES}PasswordProtectedTransport",
    Level.MIDDEN: f"{_CLASSES}MobileTwoFactorContract",
    Level.SUBSTANTIEEL: f"{_CLASSES}Smartcard",
    Level.HOOG: f"{_CLASSES}SmartcardPKI",
}
ETOEGANG: Final[Mapping[Level, str]] = {
    Level.BASIS: f"{_LOA}loa2",
    Level.MIDDEN: f"{_LOA}loa2plus",
    Level.SUBSTANTIEEL: f"{_LOA}loa3",
    Level.HOOG: f"{_LOA}loa4",
}
_OTHER_NAMES: Final[dict[str, Level]] = {
    "http://eID.logius.nl/LoA/basic": Level.BASIS,
    f"{_EIDAS}low": Level.MIDDEN,
    f"{_EIDAS}substantial": Level.SUBSTANTIEEL,
    f"{_EIDAS}high": Level.HOOG,
}
_DIGID_NAMES: Final = {name: level for level, name in DIGID.items()} | _OTHER_NAMES
_ETOEGANG_NAMES: Final = {name: level for level, name in ETOEGANG.items()} | {
    f"{_LOA}loa1": Level.NONE,
    **{name: level for name, level in _OTHER_NAMES.items() if name.startswith(_EIDAS)},
}


def name_of(scheme: Scheme, level: Level) -> str:
    """Answer what a scheme calls a level."""
    return (DIGID if scheme is Scheme.DIGID else ETOEGANG)[level]


def named(scheme: Scheme, name: str) -> Level:
    """Answer the level of this name; what a scheme does not know is no level at all."""
    known = _DIGID_NAMES if scheme is Scheme.DIGID else _ETOEGANG_NAMES
    return known.get(name, Level.NONE)
