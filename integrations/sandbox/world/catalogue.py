"""The kinds of cases that a municipality has."""

import uuid as uuids
from dataclasses import dataclass


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
