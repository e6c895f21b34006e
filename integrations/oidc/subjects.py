"""Make of claims who signs in, for whom, and how sure that is; what is not surely right lets nobody in.

Which kind of number something is, is never guessed from how it looks: the door or the provider says it, and then it
must look like one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from integrations.identities import (
    Asserted,
    Basis,
    Level,
    LogoutHandle,
    Profile,
    RefusalReason,
    Representation,
    SignInRefusedError,
    Subject,
    SubjectKind,
)
from tenants.logs import is_bsn

from . import saying
from .types import Claims, Path, Purpose, Service

FORMS: Final[Mapping[SubjectKind, re.Pattern[str]]] = {
    SubjectKind.BSN: re.compile(r"[0-9]{9}"),
    SubjectKind.RSIN: re.compile(r"[0-9]{9}"),
    SubjectKind.KVK: re.compile(r"[0-9]{8}"),
    SubjectKind.PSEUDONYM: re.compile(r".{1,512}"),
}
BRANCH: Final = re.compile(r"[0-9]{12}")
ADDRESS: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider said, of which the signature is right."""

    issuer: str
    subject: str = field(repr=False)
    """What it calls somebody (`sub`)."""
    claims: Mapping[str, Any] = field(repr=False)
    signed: Mapping[str, Any] = field(repr=False)
    """What the ID token says of it: how somebody showed who they are is read nowhere else."""
    authenticated_at: datetime
    id_token: str = field(repr=False)


def asserted(told: Told, service: Service, *, now: datetime) -> Asserted:
    """Answer who signs in.

    :raises SignInRefusedError: when nobody is let in.
    """
    level = _level(told, service.claims)
    if level < service.minimum:
        raise SignInRefusedError(RefusalReason.LEVEL, "level")
    acting, representation = _WHO[service.purpose](told, service.claims, now)
    return Asserted(
        issuer=told.issuer,
        acting=acting,
        level=level,
        authenticated_at=told.authenticated_at,
        representation=representation,
        profile=_profile(told.claims, service.claims),
        logout=LogoutHandle(
            name_id=told.subject,
            session_index=saying.text(told.signed, ("sid",)),
            id_token=told.id_token,
        ),
        has_second_factor=_has_second_factor(told.signed, service.claims),
    )


def _level(told: Told, claims: Claims) -> Level:
    if not saying.is_said(told.claims, claims.level):
        return claims.default_level
    return claims.levels.get(saying.word(told.claims, claims.level), Level.NONE)


def _has_second_factor(signed: Mapping[str, Any], claims: Claims) -> bool:
    shown = {*saying.texts(signed, claims.amr), saying.word(signed, claims.acr)}
    return bool(shown & claims.second_factors)


def _profile(told: Mapping[str, Any], claims: Claims) -> Profile:
    email = saying.text(told, claims.email)
    email = email if ADDRESS.fullmatch(email) else ""
    return Profile(
        given_name=saying.text(told, claims.given_name),
        family_name=saying.text(told, claims.family_name),
        email=email,
        has_verified_email=bool(email) and saying.is_true(told, claims.email_verified),
        born_on=saying.day(told, claims.born_on),
        groups=saying.texts(told, claims.groups),
    )


def _person(told: Told, claims: Claims, now: datetime) -> tuple[Subject, Representation | None]:
    is_named = saying.is_said(told.claims, claims.identifier_type)
    if is_named and _kind(told, claims) is not SubjectKind.BSN:
        raise _not_allowed("kind")
    represented = _represented(told, claims)
    own = claims.bsn
    if represented and saying.is_said(told.claims, claims.acting_subject):
        own = claims.acting_subject
    acting = _number(told, own, SubjectKind.BSN)
    if represented is None:
        return acting, None
    if acting == represented:  # then somebody's own number is not where the door says that it is
        raise _not_allowed("same")
    return acting, _mandate(told, claims, represented, _basis(told, claims), (), now)


def _company(told: Told, claims: Claims, now: datetime) -> tuple[Subject, Representation | None]:
    kind = _kind(told, claims) if claims.identifier_type else SubjectKind.KVK
    if kind not in {SubjectKind.KVK, SubjectKind.RSIN}:
        raise _not_allowed("kind")
    company = _number(told, claims.legal_subject, kind)
    acting = _pseudonym(told, claims.acting_subject)
    represented = _represented(told, claims)
    if represented is not None and represented != company:
        basis = Basis.CHAIN if represented.kind is SubjectKind.KVK else _basis(told, claims)
        return acting, _mandate(told, claims, represented, basis, (company,), now)
    if saying.is_said(told.claims, claims.intermediary):
        between = _number(told, claims.intermediary, SubjectKind.KVK)
        return acting, _mandate(told, claims, company, Basis.CHAIN, (between,), now)
    return acting, _employment(told, claims, company)


def _foreigner(told: Told, claims: Claims, now: datetime) -> tuple[Subject, Representation | None]:
    if saying.is_said(told.claims, claims.bsn):
        acting = _number(told, claims.bsn, SubjectKind.BSN)
    else:
        acting = _pseudonym(told, claims.pseudonym, may_be_subject=not claims.pseudonym)
    if not saying.is_said(told.claims, claims.legal_subject):
        return acting, None
    is_named = saying.is_said(told.claims, claims.identifier_type)
    kind = _kind(told, claims) if is_named else SubjectKind.PSEUDONYM
    return acting, _employment(told, claims, _number(told, claims.legal_subject, kind))


def _colleague(told: Told, claims: Claims, now: datetime) -> tuple[Subject, Representation | None]:
    return Subject(SubjectKind.PSEUDONYM, told.subject, told.issuer), None


_WHO: Final = {
    Purpose.PERSON: _person,
    Purpose.COMPANY: _company,
    Purpose.EIDAS: _foreigner,
    Purpose.COLLEAGUE: _colleague,
}


def _kind(told: Told, claims: Claims) -> SubjectKind:
    found = claims.identifier_types.get(saying.text(told.claims, claims.identifier_type))
    if found is None:
        raise _not_allowed("kind")
    return found


def _number(told: Told, path: Path, kind: SubjectKind) -> Subject:
    found = saying.text(told.claims, path)
    if not FORMS[kind].fullmatch(found):
        raise _not_allowed("number")
    if kind in {SubjectKind.BSN, SubjectKind.RSIN} and not is_bsn(found):  # both pass the same test of eleven
        raise _not_allowed("number")
    return Subject(kind, found, told.issuer if kind is SubjectKind.PSEUDONYM else "")


def _pseudonym(told: Told, path: Path, *, may_be_subject: bool = True) -> Subject:
    """Answer what a provider calls somebody: at a path, or else the subject of the token."""
    if may_be_subject and not saying.is_said(told.claims, path):
        return Subject(SubjectKind.PSEUDONYM, told.subject, told.issuer)
    return _number(told, path, SubjectKind.PSEUDONYM)


def _represented(told: Told, claims: Claims) -> Subject | None:
    person = saying.is_said(told.claims, claims.representee_bsn)
    company = saying.is_said(told.claims, claims.representee_kvk)
    if person and company:
        raise _not_allowed("two_represented")
    if person:
        return _number(told, claims.representee_bsn, SubjectKind.BSN)
    return _number(told, claims.representee_kvk, SubjectKind.KVK) if company else None


def _basis(told: Told, claims: Claims) -> Basis:
    if not saying.is_said(told.claims, claims.mandate_basis):
        return claims.default_basis
    found = claims.mandate_bases.get(saying.text(told.claims, claims.mandate_basis))
    if found is None:
        raise _not_allowed("basis")
    return found


def _mandate(
    told: Told,
    claims: Claims,
    represented: Subject,
    basis: Basis,
    through: tuple[Subject, ...],
    now: datetime,
) -> Representation:
    services = saying.texts(told.claims, claims.mandate_services)
    if claims.mandate_services and not services:
        raise _not_allowed("mandate_for_nothing")
    ends_at = None
    if saying.is_said(told.claims, claims.mandate_ends_at):
        ends_at = _end(told, claims.mandate_ends_at, now)
    name = saying.text(told.claims, claims.representee_name)
    return Representation(
        represented, basis, services, through, ends_at, branch=_branch(told, claims), name=name
    )


def _end(told: Told, path: Path, now: datetime) -> datetime:
    try:
        found = saying.moment(told.claims, path)
    except (ValueError, OverflowError):
        raise _not_allowed("mandate_end") from None
    if found <= now:
        raise _not_allowed("mandate_ended")
    return found


def _employment(told: Told, claims: Claims, company: Subject) -> Representation:
    name = saying.text(told.claims, claims.legal_subject_name)
    return Representation(company, Basis.EMPLOYMENT, branch=_branch(told, claims), name=name)


def _branch(told: Told, claims: Claims) -> str:
    if not saying.is_said(told.claims, claims.branch):
        return ""
    found = saying.text(told.claims, claims.branch)
    if not BRANCH.fullmatch(found):  # a branch that cannot be read is not the whole company
        raise _not_allowed("branch")
    return found


def _not_allowed(code: str) -> SignInRefusedError:
    return SignInRefusedError(RefusalReason.NOT_ALLOWED, code)
