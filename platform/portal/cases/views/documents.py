"""Documents of a case: each is looked at again, and then streams through (P-164, O03)."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from integrations.outcomes import Kind
from integrations.zgw.types.documents import Download
from portal.accounts.origins import origin_of
from portal.accounts.queries import whose
from portal.cases.access import asker_of, own
from portal.cases.queries import files
from tenants import audit

from . import detail

SECONDS: Final = 10.0
"""Within which a file begins to arrive, or somebody is told that it does not."""
ALONE: Final = "default-src 'none'; sandbox"
"""What a file may do when a browser opens it all the same: nothing."""


@own
@require_GET
def document(request: HttpRequest, connection: UUID, case: UUID, document: UUID) -> HttpResponseBase:
    """Let a document through to whose it is; another's does not exist."""
    if detail.here(request, connection, case) is None:  # whether it is a case for citizens
        return render(request, "cases/not_now.html", status=503)
    outcome = files.download(asker_of(request), connection, case, document, seconds=SECONDS)
    if outcome.kind is Kind.NOT_FOUND:
        raise Http404
    if outcome.value is None:
        return render(request, "cases/not_now.html", status=503)
    person = whose(request)
    by = audit.Actor("person", str(person.user), origin_of(request)) if person else audit.SYSTEM
    audit.record("cases.document_downloaded", by=by, target=f"{connection} {case} {document}")
    return _answer(outcome.value)


def _answer(download: Download) -> StreamingHttpResponse:
    """Let it through; it is closed with the answer, also when nobody has read it."""
    response = StreamingHttpResponse(download, content_type=download.content_type)
    if download.size is not None:
        response["Content-Length"] = str(download.size)
    disposition = content_disposition_header(as_attachment=True, filename=download.file_name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    return response
