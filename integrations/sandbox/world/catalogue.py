"""The kinds of cases that a municipality has."""

import uuid as uuids
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class StatusType:
    """A status that a case of a kind can have."""

    uuid: uuids.UUID
    number: int
    name: str
    text: str
    is_last: bool
    informs: bool


@dataclass(frozen=True, slots=True)
class ResultType:
    """A way in which a case of a kind can end."""

    uuid: uuids.UUID
    name: str
    explanation: str


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document."""

    uuid: uuids.UUID
    name: str
    comes_in: bool


@dataclass(frozen=True, slots=True)
class RoleType:
    """A part that somebody can have in a case."""

    uuid: uuids.UUID
    name: str
    generic: str


@dataclass(frozen=True, slots=True)
class CaseType:
    """A kind of cases."""

    uuid: uuids.UUID
    identification: str
    name: str
    days: int
    confidentiality: str
    is_internal: bool
    statuses: tuple[StatusType, ...]
    results: tuple[ResultType, ...]
    documents: tuple[DocumentType, ...]
    roles: tuple[RoleType, ...]
    begins: date | None = None
    """When this version came in force; None for those that were always there."""
    ends: date | None = None
    """When another came in its place."""


KINDS = (
    ("Parkeervergunning bewoner", 14, "openbaar", False),
    ("Omgevingsvergunning dakkapel", 56, "zaakvertrouwelijk", False),
    ("Melding losse stoeptegel", 5, "openbaar", False),
    ("Aanvraag rijbewijs", 5, "zaakvertrouwelijk", False),
    ("Bijzondere bijstand", 56, "vertrouwelijk", False),
    ("Kapvergunning", 56, "openbaar", False),
    ("Terrasvergunning", 42, "beperkt_openbaar", False),
    ("Onderzoek naar een adres", 90, "vertrouwelijk", True),
)
STATUSES = (
    ("Ontvangen", "Wij hebben uw aanvraag ontvangen.", True),
    ("In behandeling", "Wij zijn met uw aanvraag bezig.", True),
    ("Wacht op informatie", "Wij wachten op informatie van u.", True),
    ("Afgehandeld", "Uw aanvraag is klaar.", True),
)
RESULTS = (
    ("Toegekend", "U krijgt wat u hebt aangevraagd."),
    ("Afgewezen", "U krijgt niet wat u hebt aangevraagd. In de brief leest u waarom."),
    ("Ingetrokken", "U hebt de aanvraag zelf gestopt."),
)
DOCUMENTS = (("Aanvraag", True), ("Bewijsstuk", True), ("Besluit", False), ("Ontvangstbevestiging", False))
ROLES = (
    ("Aanvrager", "initiator"),
    ("Behandelaar", "behandelaar"),
    ("Belanghebbende", "belanghebbende"),
)


def case_types(namespace: uuids.UUID) -> tuple[CaseType, ...]:
    """Make the kinds of cases of a municipality."""
    documents = tuple(
        DocumentType(uuids.uuid5(namespace, f"document {name}"), name, in_) for name, in_ in DOCUMENTS
    )
    return tuple(_case_type(namespace, number, documents) for number in range(len(KINDS)))


def _case_type(namespace: uuids.UUID, number: int, documents: tuple[DocumentType, ...]) -> CaseType:
    name, days, confidentiality, is_internal = KINDS[number]
    own = uuids.uuid5(namespace, f"type {name}")
    statuses = tuple(
        StatusType(uuids.uuid5(own, f"status {place}"), place, word, text, place == len(STATUSES), informs)
        for place, (word, text, informs) in enumerate(STATUSES, start=1)
    )
    return CaseType(
        uuid=own,
        identification=f"ZAAKTYPE-{number + 1:04d}",
        name=name,
        days=days,
        confidentiality=confidentiality,
        is_internal=is_internal,
        statuses=statuses,
        results=tuple(ResultType(uuids.uuid5(own, f"result {word}"), word, why) for word, why in RESULTS),
        documents=documents,
        roles=tuple(RoleType(uuids.uuid5(own, f"role {word}"), word, generic) for word, generic in ROLES),
    )


def new_version(former: CaseType, *, begins: date, status: str = "") -> CaseType:
    """Make the version that follows: all its parts are new ones, as with the real thing."""
    own = uuids.uuid5(former.uuid, "next version")
    changed = _with_parts(former, own)
    statuses = tuple(
        replace(one, name=status, text=f"{status}.") if status and one.number == 2 else one
        for one in changed.statuses
    )
    return replace(changed, statuses=statuses, begins=begins, ends=None)


def copied(kind: CaseType, number: int) -> CaseType:
    """Make another kind that is like one."""
    made = _with_parts(kind, uuids.uuid5(kind.uuid, f"copy {number}"))
    return replace(made, identification=f"ZAAKTYPE-K{number:04d}", name=f"{kind.name} ({number})")


def _with_parts(kind: CaseType, own: uuids.UUID) -> CaseType:
    """Give a kind and its parts identities of their own."""
    return replace(
        kind,
        uuid=own,
        statuses=tuple(replace(one, uuid=uuids.uuid5(own, f"status {one.number}")) for one in kind.statuses),
        results=tuple(replace(one, uuid=uuids.uuid5(own, f"result {one.name}")) for one in kind.results),
        roles=tuple(replace(one, uuid=uuids.uuid5(own, f"role {one.name}")) for one in kind.roles),
    )
