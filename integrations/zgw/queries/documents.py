"""The file of a document: everything is looked at again, and then it streams through (I-079, P-164, O03)."""

from contextlib import ExitStack
from functools import partial
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from integrations import sources
from integrations.connections import clients
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed, found, not_found
from integrations.sources import rows
from integrations.zgw.client import cases as client_cases
from integrations.zgw.client import documents as client
from integrations.zgw.reading import documents as reading
from integrations.zgw.types.documents import Document, Download
from integrations.zgw.types.options import STRICTEST, Options
from integrations.zgw.types.parties import Applicant
from integrations.zgw.types.showing import document_visible

from . import asking, files
from .asking import Rsin, Session

ABSENT: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
PIECE: Final = 65_536
WEB_PAGE: Final = "text/html"


def stream_of(
    connection: UUID,
    case: UUID,
    document: UUID,
    applicant: Applicant,
    *,
    options: Options = STRICTEST,
    rsin: Rsin | None = None,
) -> sources.Query[Download]:
    """Make the question for a file; it answers when the head is there, and whoever gets it must close it.

    *Not found* for a document of another case, of a case that is another's, or that may not be seen.

    :param rsin: as in `cases.list_of`.
    """
    return asking.question(
        connection, applicant, options, lambda session: _ask(session, case, document), rsin=rsin
    )


def _ask(session: Session, case: UUID, document: UUID) -> Outcome[Download]:
    address = client_cases.address_of(session.client, case)
    own = client.address_of(session.client, document)
    *opened, links, told = session.together(
        [
            *files.opened(session, case),
            partial(client_cases.links, session.client, address, own),
            partial(client.one, session.client, document),
        ]
    )
    proof = files.proven(session, case, opened)
    if proof.value is None:
        return Outcome(proof.kind, reason=proof.reason)
    link = _link(links, address, own)
    if link.value is None:
        return Outcome(link.kind, reason=link.reason)
    there = rows.one_of(
        told, reading.document, source=files.DOCUMENTS, is_theirs=lambda one: reading.is_of(one, document)
    )
    if there.value is None:
        return Outcome(there.kind, reason=there.reason)
    if not document_visible(there.value, session.options) or not there.value.content:
        return not_found()
    return _begun(session, there.value)


def _link(told: Outcome[list[Any]], case: str, document: str) -> Outcome[reading.Link]:
    """Answer the link between exactly these two: a system that ignores what it is asked proves nothing (I-038)."""
    if told.value is None:
        return Outcome(told.kind, reason=told.reason)
    answer = rows.read(told.value, reading.link, source=files.LINKS)
    exact = [one for one in answer.value or [] if (one.case, one.document) == (case, document)]
    if exact:
        return found(exact[0])
    return failed(Reason.MALFORMED) if answer.kind is Kind.MALFORMED else not_found()


def _begun(session: Session, document: Document) -> Outcome[Download]:
    with ExitStack() as stack:
        largest = session.options.largest_download
        reply = stack.enter_context(client.content(session.client, document.content, largest=largest))
        if reply.status_code != HTTPStatus.OK:
            return not_found() if reply.status_code in ABSENT else failed(Reason.MALFORMED)
        if _is_web_page(reply, document):
            return failed(Reason.MALFORMED)
        length = reply.headers.get("content-length", "")
        size = int(length) if length.isdecimal() and len(length) < 16 else None
        if size is not None and size > largest:
            return failed(Reason.TOO_LARGE)
        return found(
            Download(
                reading.safe_name(document.file_name, document.title),
                reading.safe_type(document.format),
                size,
                reply.iter_content(PIECE),
                stack.pop_all().close,
            )
        )


def _is_web_page(reply: clients.Reply, document: Document) -> bool:
    """Tell whether somebody in between answers with a page of its own."""
    told = reply.headers.get("content-type", "").lower()
    return told.startswith(WEB_PAGE) and not document.format.lower().startswith(WEB_PAGE)
