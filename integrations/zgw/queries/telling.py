"""Questions that the municipality asks for itself, when a case system has news: no citizen asks, and none is shown it.

Two rounds: the case with who has a part in it, its statuses and the links that the news is about; then the documents.
What does not come is tried again later by whoever asked, so a part that is missing makes the whole *unavailable*.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from integrations import sources
from integrations.connections.types import Access
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed, found
from integrations.sources import rows
from integrations.zgw import abilities
from integrations.zgw.client import cases as client
from integrations.zgw.reading import cases as reading
from integrations.zgw.reading import documents as reading_documents
from integrations.zgw.types.addresses import uuid_in
from integrations.zgw.types.cases import Case, Status
from integrations.zgw.types.documents import Document
from integrations.zgw.types.options import STRICTEST, CompanyBy, Options
from integrations.zgw.types.parties import Applicant, PartyKind, Role
from integrations.zgw.types.telling import CaseNews, Numbered

from . import access, asking, files, numbering
from .asking import Session

MUNICIPALITY: Final = Applicant(PartyKind.UNIT)
"""Nobody's part in a case is this one's: whatever asks who may see something says no."""
SOURCE: Final = "zgw.news"
BUSY: Final = frozenset({Kind.UNAVAILABLE, Kind.FORBIDDEN})
MOST_FOUND: Final = 5


def of_case(
    connection: UUID,
    uuid: UUID,
    *,
    statuses: Sequence[str] = (),
    links: Sequence[str] = (),
    options: Options = STRICTEST,
) -> sources.Query[CaseNews]:
    """Make the question for a case of which there is news.

    :param statuses: addresses of statuses that the news is about: a history may lack the newest (I-087, 6).
    :param links: addresses of what ties documents to it, of those that the news is about.
    """
    return asking.question(
        connection, MUNICIPALITY, options, lambda session: _ask(session, uuid, statuses, links)
    )


def is_by_rsin(access: Access, options: Options = STRICTEST) -> bool:
    """Tell whether a system knows companies by their RSIN, as `CaseNews.by_rsin` does; it is asked nothing."""
    return abilities.of(access, options).company_by is CompanyBy.RSIN


def numbered(connection: UUID, number: str, *, options: Options = STRICTEST) -> sources.Query[list[Numbered]]:
    """Make the question which cases bear a number, as people or the system write it; mostly that is one or none."""
    return asking.question(connection, MUNICIPALITY, options, lambda session: _find(session, number))


def _ask(session: Session, uuid: UUID, wanted: Sequence[str], links: Sequence[str]) -> Outcome[CaseNews]:
    address = client.address_of(session.client, uuid)
    calls = [
        partial(client.one, session.client, uuid, session.able),
        partial(client.statuses, session.client, address),
        *(partial(client.linked, session.client, link) for link in links),
    ]
    if not session.able.expands:
        calls.append(partial(client.roles, session.client, {"zaak": address}))
    first, statuses, *linked = session.together(calls)
    told = rows.one_of(
        first,
        lambda item: reading.case(item, session.connection, session.able),
        source=SOURCE,
        is_theirs=lambda one: one.case.uuid == uuid,
    )
    if told.value is None:
        return Outcome(told.kind, reason=told.reason)
    case = told.value.case
    roles = _roles(session, told.value, linked[len(links) :])
    history = _history(session, case, statuses)
    if history.value is not None:
        history = _with_newer(session, case, history.value, wanted)
    papers = _papers(session, case, dict(zip(links, linked, strict=False)))
    for part in (roles, history, papers):
        if part.value is None:
            return failed(part.reason or Reason.MALFORMED)
    known = tuple(_by_own_number(role, session) for role in roles.value or ())
    by_rsin = session.able.company_by is CompanyBy.RSIN
    return found(CaseNews(case, known, tuple(history.value or ()), by_rsin, papers.value or {}))


def _roles(session: Session, told: reading.Told, answers: Sequence[Outcome[Any]]) -> Outcome[list[Role]]:
    """Read all roles, wherever they stand."""
    if told.roles is not None:
        return Outcome(Kind.OK, list(told.roles))
    answer = answers[0] if answers else client.roles(session.client, {"zaak": told.case.url})
    return access.read_all(answer, told.case.url)


def _history(session: Session, case: Case, told: Outcome[list[Any]]) -> Outcome[list[Status]]:
    answer = rows.every_of(
        told,
        lambda item: reading.status(item, session.able),
        source=files.STATUSES,
        is_theirs=lambda one: one.case == case.url,
    )
    return answer.map(lambda found: files.in_order(found, session.able))


def _with_newer(
    session: Session, case: Case, history: list[Status], wanted: Sequence[str]
) -> Outcome[list[Status]]:
    """Put what the history lacks of what the news is about behind it."""
    there = {uuid_in(one.url) for one in history}
    missing = [url for url in wanted if uuid_in(url) not in there]
    answers = session.together([partial(client.linked, session.client, url) for url in missing])
    for answer in answers:
        one = rows.one_of(
            answer,
            lambda item: reading.status(item, session.able),
            source=files.STATUSES,
            is_theirs=lambda one: one.case == case.url,
        )
        if one.kind in BUSY:
            return failed(one.reason or Reason.MALFORMED)
        if one.value is not None:
            history = [*history, one.value]
    return Outcome(Kind.OK, history)


def _papers(
    session: Session, case: Case, told: dict[str, Outcome[Any]]
) -> Outcome[dict[str, Document | None]]:
    """Read the documents that links lead to."""
    wanted: dict[str, str] = {}
    for link, answer in told.items():
        read = rows.one_of(
            answer, reading_documents.link, source=files.LINKS, is_theirs=lambda one: one.case == case.url
        )
        if read.kind in BUSY:
            return failed(read.reason or Reason.MALFORMED)
        if read.value is not None:
            wanted[link] = read.value.document
    answers = session.together([partial(client.linked, session.client, url) for url in wanted.values()])
    papers: dict[str, Document | None] = dict.fromkeys(told)
    for (link, url), answer in zip(wanted.items(), answers, strict=True):
        paper = rows.one_of(
            answer,
            reading_documents.document,
            source=files.DOCUMENTS,
            is_theirs=partial(_is_at, url),
        )
        if paper.kind in BUSY:
            return failed(paper.reason or Reason.MALFORMED)
        papers[link] = paper.value
    return Outcome(Kind.OK, papers)


def _is_at(url: str, document: Document) -> bool:
    return document.url == url


def _by_own_number(role: Role, session: Session) -> Role:
    """Put the KvK number of a company in its own place, where the system writes it in that of the RSIN (I-087, 12)."""
    if role.kind is PartyKind.COMPANY and session.able.company_by is CompanyBy.KVK_AS_RSIN:
        return replace(role, kvk=role.rsin, rsin="")
    return role


def _find(session: Session, number: str) -> Outcome[list[Numbered]]:
    number = numbering.written(session, number, {})
    told = client.page(session.client, {"identificatie": number}, session.able, number=1, size=MOST_FOUND)
    if told.value is None:
        return Outcome(told.kind, reason=told.reason)
    answer = rows.read(
        list(told.value.items),
        lambda item: reading.case(item, session.connection, session.able).case,
        source=SOURCE,
    )
    return answer.map(
        lambda cases: [
            Numbered(one.uuid, one.url, one.number, one.type) for one in cases if one.identification == number
        ]
    )
