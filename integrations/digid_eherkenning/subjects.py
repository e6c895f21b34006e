"""The fourth gate: who an assertion is about, in our words (attack I09)."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from integrations.identities import (
    Asserted,
    Basis,
    LogoutHandle,
    Profile,
    Representation,
    Subject,
    SubjectKind,
)

from . import decrypting, names, reading, refusing
from .judging import Judged
from .names import SAML
from .reading import Element
from .types import Scheme, Service

BSN_SECTOR: Final = "s00000000"
SOFI_SECTOR: Final = "s00000001"
WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
NINE: Final = re.compile(r"[0-9]{9}")
KVK: Final = re.compile(r"[0-9]{8}")
BRANCH: Final = re.compile(r"[0-9]{12}")
LONGEST: Final = 400
"""Characters of a pseudonym or a name."""


class Attributes:
    """What an assertion says besides its subject."""

    def __init__(self, assertion: Element, keys: Sequence[str]) -> None:
        self._keys = keys
        self._values: dict[str, list[Element]] = {}
        statement = reading.at_most_one(assertion, SAML, "AttributeStatement", "attributes_twice")
        for attribute in () if statement is None else reading.children(statement, SAML, "Attribute"):
            name = attribute.get("Name", "")
            if name in self._values:
                refusing.invalid("attribute_twice")
            self._values[name] = reading.children(attribute, SAML, "AttributeValue")

    def __contains__(self, name: str) -> bool:
        return bool(self._values.get(name))

    def text(self, name: str, code: str) -> str:
        """Answer the one value of an attribute; empty where it is not there.

        :raises SignInRefusedError: when it has several.
        """
        found = self._values.get(name, [])
        if len(found) > 1:
            refusing.invalid(code)
        told = reading.text(found[0]) if found else ""
        if len(told) > LONGEST:
            refusing.invalid(code)
        return told

    def texts(self, name: str) -> list[str]:
        """List the values of an attribute."""
        return [reading.text(each)[:LONGEST] for each in self._values.get(name, [])]

    def named(self, name: str) -> dict[str, str]:
        """Answer the identifiers in an attribute, by what kind of identifier each is.

        :raises SignInRefusedError: when there are two of a kind.
        """
        found: dict[str, str] = {}
        for value in self._values.get(name, []):
            for element in decrypting.name_ids(value, self._keys):
                kind, told = element.get("NameQualifier", ""), reading.text(element)
                if found.setdefault(kind, told) != told or not 0 < len(told) <= LONGEST:
                    refusing.invalid("identifier_twice")
        return found


def asserted(judged: Judged, service: Service, *, issuer: str, keys: Sequence[str]) -> Asserted:
    """Answer what an assertion comes to.

    :param keys: ours, PEM, with which encrypted identifiers are read.
    :raises SignInRefusedError: when it is about nobody whom this door is for.
    """
    subject = reading.only(judged.assertion, SAML, "Subject", "subject_count")
    told = Attributes(judged.assertion, keys)
    name = reading.text(reading.at_most_one(subject, SAML, "NameID", "name_twice"))
    match service.scheme:
        case Scheme.DIGID:
            acting, representation = _digid(name, told, service)
        case Scheme.EHERKENNING:
            acting, representation = _company(told, service, issuer)
        case Scheme.EIDAS:
            acting, representation = _european(told, service, issuer)
    return Asserted(
        issuer=issuer,
        acting=acting,
        level=judged.level,
        authenticated_at=judged.authenticated_at,
        representation=representation,
        profile=_profile(told) if service.scheme is Scheme.EIDAS else Profile(),
        logout=LogoutHandle(name_id=name, session_index=judged.session_index),
    )


def of_name(name: str) -> Subject | None:
    """Answer whom a name of DigiD is; None where it says nothing outside the session."""
    sector, colon, number = name.partition(":")
    if not colon or sector.lower() != BSN_SECTOR:
        return None
    return bsn(number)


def bsn(number: str) -> Subject:
    """Answer the person of a number.

    :raises SignInRefusedError: when it is no BSN.
    """
    if not NINE.fullmatch(number) or not int(number):
        refusing.not_allowed("bsn_malformed")
    if sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)) % 11:
        refusing.not_allowed("bsn_check")
    return Subject(SubjectKind.BSN, number)


def _digid(name: str, told: Attributes, service: Service) -> tuple[Subject, Representation | None]:
    if names.GDI_ACTING not in told:
        if names.GDI_LEGAL in told:
            refusing.invalid("no_acting")
        return _classic(name), None
    _check_service(told.texts(names.GDI_SERVICE), service)
    acting = _bsn_in(told.named(names.GDI_ACTING))
    if names.GDI_LEGAL not in told:
        return acting, None
    represented = _bsn_in(told.named(names.GDI_LEGAL))
    if represented == acting:
        return acting, None
    return acting, Representation(
        represented, Basis.AUTHORISATION, services=tuple(told.texts(names.GDI_SERVICE))
    )


def _classic(name: str) -> Subject:
    sector, _colon, number = name.partition(":")
    if sector.lower() == SOFI_SECTOR:
        refusing.not_allowed("sofi")
    if sector.lower() != BSN_SECTOR:
        refusing.not_allowed("sector_unknown")
    return bsn(number)


def _bsn_in(found: dict[str, str]) -> Subject:
    if set(found) != {names.GDI_BSN}:
        refusing.not_allowed("identifier_unknown")
    return bsn(found[names.GDI_BSN])


def _company(told: Attributes, service: Service, issuer: str) -> tuple[Subject, Representation]:
    _check_service(told.texts(names.SERVICE_UUID), service)
    acting = _acting(told, issuer)
    represented = _represented(told, service)
    through = _through(told)
    return acting, Representation(
        represented=represented,
        basis=Basis.CHAIN if through else Basis.EMPLOYMENT,
        services=tuple(told.texts(names.SERVICE_ID)),
        through=through,
        branch=_branch(told, service),
        name=told.text(names.COMPANY_NAME, "company_name"),
    )


def _acting(told: Attributes, issuer: str) -> Subject:
    """Answer who sits at the keyboard: a pseudonym that holds within this company, or a BSN."""
    found = told.named(names.ACTING)
    pseudonyms = [told for kind, told in found.items() if _kind(kind) in {"Pseudo", "Pseudonym"}]
    if len(pseudonyms) != 1:
        refusing.invalid("no_acting")
    return Subject(SubjectKind.PSEUDONYM, pseudonyms[0], issuer)


def _represented(told: Attributes, service: Service) -> Subject:
    """Answer the company: by its number of the trade register where that is told, else by its RSIN."""
    found = {_kind(kind): number for kind, number in told.named(names.LEGAL).items()}
    if not found:  # brokers that speak of the company in attributes of their own, as before 1.11
        plain = {"KvKnr": told.text(names.KVK, "kvk_twice"), "RSIN": told.text(names.RSIN, "rsin_twice")}
        found = {kind: number for kind, number in plain.items() if number}
    also = told.text(names.REPRESENTED_KVK, "kvk_twice")
    if also and found.setdefault("KvKnr", also) != also:
        refusing.invalid("kvk_differs")
    if "KvKnr" in found and SubjectKind.KVK in service.company_numbers:
        return _number(SubjectKind.KVK, found["KvKnr"], KVK)
    if "RSIN" in found and SubjectKind.RSIN in service.company_numbers:
        return _number(SubjectKind.RSIN, found["RSIN"], NINE)
    return refusing.not_allowed("no_company_number")


def _number(kind: SubjectKind, number: str, form: re.Pattern[str]) -> Subject:
    if not form.fullmatch(number):
        refusing.not_allowed(f"{kind.value}_malformed")
    return Subject(kind, number)


def _through(told: Attributes) -> tuple[Subject, ...]:
    found = [
        _number(SubjectKind.KVK, number, KVK)
        for kind, number in told.named(names.INTERMEDIATE).items()
        if _kind(kind) == "KvKnr"
    ]
    if names.INTERMEDIATE in told and not found:  # a chain with a link that we cannot name
        refusing.not_allowed("intermediary_unknown")
    if not found and names.INTERMEDIATE_KVK in told:
        found = [_number(SubjectKind.KVK, each, KVK) for each in told.texts(names.INTERMEDIATE_KVK)]
    return tuple(found)


def _branch(told: Attributes, service: Service) -> str:
    branch = told.text(names.BRANCH, "branch_twice")
    if names.BRANCH in told and not BRANCH.fullmatch(branch):
        refusing.not_allowed("branch_malformed")
    if branch and not service.with_branches:
        refusing.not_allowed("branch_only")
    return branch


def _european(told: Attributes, service: Service, issuer: str) -> tuple[Subject, Representation | None]:
    _check_service(told.texts(names.SERVICE_UUID), service)
    found = {_kind(kind): number for kind, number in told.named(names.ACTING).items()}
    acting = bsn(found["BSN"]) if "BSN" in found else _acting(told, issuer)
    legal = {_kind(kind): number for kind, number in told.named(names.LEGAL).items()}
    if not legal:
        return acting, None
    if set(legal) != {"eIDASLegalIdentifier"}:
        refusing.not_allowed("company_unknown")
    company = Subject(SubjectKind.PSEUDONYM, legal["eIDASLegalIdentifier"], issuer)
    name = told.text(names.COMPANY_NAME, "company_name")
    return acting, Representation(
        company, Basis.EMPLOYMENT, services=tuple(told.texts(names.SERVICE_ID)), name=name
    )


def _profile(told: Attributes) -> Profile:
    return Profile(
        given_name=told.text(names.FIRST_NAME, "first_name"),
        family_name=told.text(names.FAMILY_NAME, "family_name"),
        born_on=_day(told.text(names.BIRTH_DATE, "birth_date")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _check_service(told: Sequence[str], service: Service) -> None:
    """Refuse what was said for another service than this door is for."""
    if service.service_uuids and (not told or not {*told} <= {*service.service_uuids}):
        refusing.invalid("service_other")


def _kind(qualifier: str) -> str:
    """Answer what kind of identifier it is, whichever version of the scheme names it."""
    head, middle, kind = qualifier.partition(names.CONCERNED)
    return kind if middle and head.startswith("urn:etoegang:") else ""
