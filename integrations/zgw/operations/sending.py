"""Add a document to somebody's case: made once, and tied to the case once, however often it is tried (I-057, M-09).

ZGW knows no idempotency keys. So a document gets a number of ours (`NewDocument.identification`), of which there can be
one in an organisation, and is looked for by that number before it is made. Whatever an earlier attempt came to is gone
on with: parts that are there are not sent again, and what is tied to the case is not tied again.

Everything that access depends on is asked anew: whoever sent it may have lost their part in the case since (O04).
"""

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from structlog import get_logger

from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome
from integrations.sources import rows
from integrations.zgw import abilities
from integrations.zgw.client import cases as client_cases
from integrations.zgw.client import sending as client
from integrations.zgw.queries import files
from integrations.zgw.queries.asking import Session
from integrations.zgw.reading import documents as reading_documents
from integrations.zgw.reading import sending as reading
from integrations.zgw.types.cases import Case
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Applicant
from integrations.zgw.types.sending import Content, DocumentRefusedError, NewDocument, Refusal, Stored
from tenants.entry import current

from .dropping import drop_case

STORED: Final = "zgw.sent_document"
PARTS_FROM: Final = 1_000_000
"""Bytes: larger files go in parts where the system takes them."""
TAKEN: Final = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT})
FINAL: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.GONE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""What is said of something that will not be taken later either."""
log = get_logger(__name__)


def send(
    connection: UUID,
    document: NewDocument,
    content: Content,
    *,
    applicant: Applicant,
    options: Options,
    deadline: Deadline,
) -> str:
    """Add it, or go on where an earlier attempt ended; answers the address of the document.

    :raises DocumentRefusedError: when it cannot be added, now and later.
    :raises UnavailableError: when it must be tried again.
    :raises NotConfiguredError: when there is no such connection.
    """
    access = connections.access_to(connection)
    with clients.open(access, tenant=current(), deadline=deadline) as speaking:
        able = abilities.of(access, options)
        session = Session(connection, speaking, access, able, applicant, options)
        try:
            url = _Sending(session, document, content).send()
        except UnavailableError as error:
            if error.reason is Reason.REFUSED and error.is_about_rights:
                raise DocumentRefusedError(Refusal.NOT_ALLOWED) from None
            raise
    if not drop_case(connection, document.case):
        log.warning("zgw.copies_stay", connection=str(connection))
    return url


class _Sending:
    """One attempt."""

    def __init__(self, session: Session, document: NewDocument, content: Content) -> None:
        self._session, self._client = session, session.client
        self._document, self._content = document, content

    def send(self) -> str:
        """Prove access, make the document, complete it, tie it to the case."""
        case = self._case()
        stored = self._found(case)
        is_new = stored is None
        if stored is None:
            stored = self._made(case)
        self._complete(stored)
        if is_new or not self._is_tied(case, stored):
            self._tie(case, stored)
        return stored.url

    def _case(self) -> Case:
        answers = self._session.together(files.opened(self._session, self._document.case))
        told = files.proven(self._session, self._document.case, answers)
        if told.value is None:
            raise _failure(told, Refusal.NO_CASE)
        if told.value.case.ended is not None:
            raise DocumentRefusedError(Refusal.CASE_ENDED)
        if not told.value.case.organisation:
            raise UnavailableError(Reason.MALFORMED)
        return told.value.case

    def _found(self, case: Case) -> Stored | None:
        """Answer what an earlier attempt made; where that cannot be known nothing is made."""
        told = client.looked_up(self._client, case.organisation, self._document.identification)
        if told.kind is Kind.NOT_FOUND:
            return None
        if told.kind is Kind.FORBIDDEN:  # who let us read the case a moment ago
            raise DocumentRefusedError(Refusal.NOT_ALLOWED)
        answer = rows.every_of(told, reading.stored, source=STORED)
        if answer.value is None:
            raise _failure(answer, Refusal.NOT_TAKEN)
        ours = self._document.identification
        return next((one for one in answer.value if one.identification == ours), None)

    def _made(self, case: Case) -> Stored:
        in_parts = self._session.able.takes_parts and self._content.size > PARTS_FROM
        try:
            reply = client.create(
                self._client, self._document, case.organisation, self._content, in_parts=in_parts
            )
        except UnavailableError as error:
            if error.reason is not Reason.TOO_LARGE:  # 1.0 sends the whole file back
                raise
            reply = None
        if reply is not None and reply.status_code == HTTPStatus.CREATED:
            answer = rows.one(reply.json(), reading.stored, source=STORED)
            if answer.value is None:
                raise UnavailableError(Reason.MALFORMED)
            return answer.value
        return self._found(case) or _refuse(reply)

    def _complete(self, stored: Stored) -> None:
        """Send the parts that are not there yet, and say that it is whole."""
        if not stored.parts:
            return
        lock, offset = stored.parts[0].lock, 0
        for part in stored.parts:
            if not part.is_there:
                _taken(client.put(self._client, part, lock, self._content.read(offset, part.size)))
            offset += part.size
        if offset != self._content.size:
            raise UnavailableError(Reason.MALFORMED)
        _taken(client.unlock(self._client, stored.url, lock))

    def _is_tied(self, case: Case, stored: Stored) -> bool:
        told = client_cases.links(self._client, case.url, stored.url)
        if told.kind is Kind.NOT_FOUND:
            return False
        answer = rows.every_of(told, reading_documents.link, source=files.LINKS)
        if answer.value is None:
            raise _failure(answer, Refusal.NOT_TAKEN)
        return any((one.case, one.document) == (case.url, stored.url) for one in answer.value)

    def _tie(self, case: Case, stored: Stored) -> None:
        reply = client.tie(self._client, case.url, stored.url, self._document.title)
        if reply.status_code not in TAKEN and not self._is_tied(case, stored):
            _refuse(reply)


def _taken(reply: clients.Reply) -> None:
    if reply.status_code not in TAKEN:
        _refuse(reply)


def _refuse(reply: clients.Reply | None) -> Any:
    """Tell what was answered in place of what should be: a refusal, or nothing that can be understood."""
    if reply is not None and reply.status_code in FINAL:
        raise DocumentRefusedError(Refusal.NOT_TAKEN)
    raise UnavailableError(Reason.MALFORMED)


def _failure(told: Outcome[Any], refusal: Refusal) -> Exception:
    if told.kind is Kind.NOT_FOUND:
        return DocumentRefusedError(refusal)
    return UnavailableError(told.reason or Reason.MALFORMED)
