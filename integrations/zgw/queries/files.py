"""One case with what belongs to it, in two rounds: the case with the proof of access, then the rest (I-075)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from structlog import get_logger

from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed, not_found
from integrations.sources import rows
from integrations.zgw.abilities import Abilities
from integrations.zgw.client import cases as client
from integrations.zgw.client import parties
from integrations.zgw.reading import cases as reading
from integrations.zgw.reading import documents as reading_documents
from integrations.zgw.reading.cases import Told
from integrations.zgw.reading.documents import Link
from integrations.zgw.types.cases import Case, CaseFile, Gap, Panel, Status
from integrations.zgw.types.documents import Document
from integrations.zgw.types.parties import Part, PartyKind, Role
from integrations.zgw.types.showing import document_visible, may_be_shown

from . import access, completing
from .access import Proof
from .asking import Call, Session, is_theirs

CASE: Final = "zgw.case"
STATUSES: Final = "zgw.statuses"
LINKS: Final = "zgw.case_documents"
DOCUMENTS: Final = "zgw.documents"
OF_MUNICIPALITY: Final = frozenset({PartyKind.EMPLOYEE, PartyKind.UNIT})
AT_WORK: Final = frozenset({Part.HANDLER, Part.DECIDER, Part.COORDINATOR})
log = get_logger(__name__)


def ask(session: Session, uuid: UUID) -> Outcome[CaseFile]:
    """Ask for a case with its panels; each panel that fails is a gap, and the case is shown without it."""
    address = client.address_of(session.client, uuid)
    answers = session.together(
        [
            *_opening(session, uuid, address),
            partial(client.statuses, session.client, address),
            partial(client.links, session.client, address),
        ]
    )
    *opened, statuses, links = answers
    told = proven(session, uuid, opened)
    if told.value is None:
        return Outcome(told.kind, reason=told.reason)
    return _File(session, told.value).gather(statuses, links)


def opened(session: Session, uuid: UUID) -> list[Call]:
    """Answer the calls that bring a case and the proof that it may be seen, side by side; for `proven`."""
    return _opening(session, uuid, client.address_of(session.client, uuid))


def _opening(session: Session, uuid: UUID, address: str) -> list[Call]:
    case = partial(client.one, session.client, uuid, session.able)
    if session.able.expands:
        return [case]
    who = parties.looked_for(session.applicant, session.able)
    return [case, partial(client.roles, session.client, access.params(session, address, who))]


def proven(session: Session, uuid: UUID, answers: Sequence[Outcome[Any]]) -> Outcome[Told]:
    """Answer a case that may be seen; of all others it is not told whether they are there (P-154)."""
    first = answers[0]
    told = rows.one_of(
        first,
        lambda item: reading.case(item, session.connection, session.able),
        source=CASE,
        is_theirs=lambda one: one.case.uuid == uuid,
    )
    if told.value is None:
        return told
    roles = told.value.roles
    if len(answers) > 1 or roles is None:
        answer = answers[1] if len(answers) > 1 else _roles_of(session, told.value.case)
        read = access.read_proof(answer, told.value.case.url, session)
        if read.value is None:
            return failed(read.reason or Reason.MALFORMED) if read.kind is not Kind.NOT_FOUND else not_found()
        roles = tuple(read.value)
    case = told.value.case
    if not looked_for_anybody(session) or access.judge(roles, session) is not Proof.GIVEN:
        log.warning("zgw.case_refused", connection=str(session.connection))  # never which, nor to whom
        return not_found()
    is_internal = case.case_type is not None and not case.case_type.is_external
    if is_internal or not may_be_shown(case, session.options):
        return not_found()
    return replace(told, value=replace(told.value, roles=roles))


def looked_for_anybody(session: Session) -> bool:
    """Tell whether there is a number by which somebody is known there."""
    return bool(parties.looked_for(session.applicant, session.able))


def _roles_of(session: Session, case: Case) -> Outcome[list[Any]]:
    return client.roles(session.client, {"zaak": case.url})


class _File:
    """One case that is gathered, and what of it could not be had."""

    def __init__(self, session: Session, told: Told) -> None:
        self._session, self._case = session, told.case
        self._roles = told.roles or ()
        self._gaps: list[Gap] = []

    def gather(self, statuses: Outcome[list[Any]], links: Outcome[list[Any]]) -> Outcome[CaseFile]:
        """Make the second round, and answer the whole."""
        history = self._history(statuses)
        wanted, has_more = self._wanted(links)
        asked = self._second(history, wanted)
        answers = dict(zip(asked, self._session.together(list(asked.values())), strict=True))
        case = completing.with_status(self._session, self._case, answers.get("status"))
        case = completing.with_result(case, answers.get("result"))
        if case.result_url and case.result is None:
            self._gaps.append(Gap(Panel.RESULT, _reason(answers.get("result"))))
        if "roles" in answers:
            self._take_roles(answers["roles"])
        file = CaseFile(
            case=_with_newest(case, history),
            statuses=tuple(_whole(history, case.status)),
            roles=tuple(one for one in self._roles if self._is_shown(one)),
            documents=self._documents(wanted, answers),
            has_more_documents=has_more,
            gaps=tuple(self._gaps),
        )
        missing = sum(max(gap.missing, 1) for gap in self._gaps)
        return Outcome(Kind.PARTIAL if missing else Kind.OK, file, missing=missing)

    def _second(self, history: list[Status], wanted: list[Link]) -> dict[str, Call]:
        """Answer what the second round asks."""
        case, session = self._case, self._session
        asked: dict[str, Call] = {
            link.document: partial(client.linked, session.client, link.document) for link in wanted
        }
        is_told = any(one.url == case.status_url for one in history)
        if case.status_url and case.status is None and not is_told:
            asked["status"] = partial(client.linked, session.client, case.status_url)
        if case.result_url and case.result is None:
            asked["result"] = partial(client.linked, session.client, case.result_url)
        if session.able.combines_roles and not session.able.expands:
            asked["roles"] = partial(_roles_of, session, case)
        return asked

    def _history(self, told: Outcome[list[Any]]) -> list[Status]:
        """Read the statuses, the oldest first."""
        answer = rows.every_of(
            told,
            lambda item: reading.status(item, self._session.able),
            source=STATUSES,
            is_theirs=lambda one: one.case == self._case.url,
        )
        self._note(Panel.STATUSES, answer)
        return in_order(answer.value or [], self._session.able)

    def _wanted(self, told: Outcome[list[Any]]) -> tuple[list[Link], bool]:
        """Answer of which documents to ask, the newest first, and whether there are more."""
        answer = rows.every_of(
            told,
            reading_documents.link,
            source=LINKS,
            is_theirs=lambda one: one.case == self._case.url,
        )
        self._note(Panel.DOCUMENTS, answer)
        links = {one.document: one for one in answer.value or []}
        found = sorted(
            links.values(), key=lambda one: one.added.timestamp() if one.added else 0.0, reverse=True
        )
        most = self._session.options.most_documents
        return found[:most], len(found) > most

    def _documents(self, wanted: list[Link], answers: dict[str, Outcome[Any]]) -> tuple[Document, ...]:
        """Read what is known of documents; which may not be seen is left out, which cannot be had is counted."""
        found, missing, reason = list[Document](), 0, Reason.MALFORMED
        for link in wanted:
            told = rows.one_of(
                answers[link.document],
                reading_documents.document,
                source=DOCUMENTS,
                is_theirs=lambda one, link=link: one.url == link.document,  # type: ignore[misc]
            )
            if told.value is None:
                missing, reason = missing + 1, told.reason or reason
            elif document_visible(told.value, self._session.options):
                found.append(replace(told.value, title=told.value.title or link.title, added=link.added))
        if missing:
            self._gaps.append(Gap(Panel.DOCUMENTS, reason, missing))
        return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.title.casefold())))

    def _take_roles(self, told: Outcome[list[Any]]) -> None:
        answer = access.read_all(told, self._case.url)
        self._note(Panel.ROLES, answer)
        self._roles = tuple(answer.value) if answer.value is not None else self._roles

    def _is_shown(self, role: Role) -> bool:
        is_at_work = role.kind in OF_MUNICIPALITY and role.part in AT_WORK
        return is_at_work or is_theirs(role, self._session)

    def _note(self, panel: Panel, answer: Outcome[Any]) -> None:
        if answer.value is None:  # also a list that is not there: that is not an empty one
            self._gaps.append(Gap(panel, answer.reason or Reason.MALFORMED))
        elif answer.missing or answer.is_cut:
            self._gaps.append(Gap(panel, answer.reason or Reason.MALFORMED, answer.missing))


def in_order(told: Sequence[Status], able: Abilities) -> list[Status]:
    """Put statuses in order, the oldest first; within a day in that of the list, which begins with the newest."""
    found = list(reversed(told))
    if able.tells_days_only:
        return sorted(found, key=lambda one: one.day)
    return sorted(found, key=lambda one: (one.day, one.moment.timestamp() if one.moment else 0.0))


def _reason(told: Outcome[Any] | None) -> Reason:
    return (told.reason if told else None) or Reason.MALFORMED


def _whole(history: list[Status], current: Status | None) -> list[Status]:
    """Put the status of now behind a history that lacks it (I-087, 6)."""
    is_told = current is None or any(one.url == current.url for one in history)
    return history if is_told or current is None else [*history, current]


def _with_newest(case: Case, history: list[Status]) -> Case:
    """Answer a case with its status, which stands in its history."""
    if case.status is not None:
        return case
    return replace(case, status=next((one for one in history if one.url == case.status_url), None))
