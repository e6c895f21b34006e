"""A file streams through when everything holds, and a document of another case does not exist."""

import tracemalloc
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from integrations.errors import Reason, UnavailableError
from integrations.outcomes import Kind
from integrations.sandbox.world.documents import LARGE, Document
from integrations.sandbox.world.people import people
from integrations.zgw.types.catalogue import Confidentiality
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Applicant
from tests.integrations.zgw.conftest import ALL, Asker, played

FILES = "documenten/bestanden"
NEIGHBOUR = Applicant.person(people()[1].bsn)


def pair(asker: Asker, wanted: Callable[[Document], bool] = lambda one: one.status == "definitief") -> Any:
    """Answer a case and a document of it."""
    world = asker.world
    return next(
        (case, world.documents[link.document])
        for case in played(asker)
        if not case.type.is_internal
        for link in world.links_of(case.uuid)
        if link.document
        and wanted(world.documents[link.document])
        and world.documents[link.document].size < LARGE
    )


@pytest.mark.covers("I-056", "I-079", "P-164")
def test_a_file_comes_whole_with_a_safe_name_and_kind(asker: Asker) -> None:
    case, document = pair(asker)

    outcome = asker.stream_of(case.uuid, document.uuid)

    assert outcome.value
    with outcome.value as download:
        assert b"".join(download) == b"".join(document.content())
        assert (download.file_name, download.content_type) == (document.file_name, "application/pdf")
        assert download.size == document.size


@pytest.mark.attack("O03")
@pytest.mark.covers("I-038", "P-164", "W-46")
def test_a_document_of_another_case_is_not_there(asker: Asker) -> None:
    case, _ = pair(asker)
    world = asker.world
    other = next(link.document for link in world.links.values() if link.case != case.uuid)
    assert other

    assert asker.stream_of(case.uuid, other).kind is Kind.NOT_FOUND
    assert asker.stream_of(case.uuid, uuid.uuid4()).kind is Kind.NOT_FOUND
    assert asker.calls().get(FILES, 0) == 0


@pytest.mark.attack("O03")
@pytest.mark.covers("P-164", "I-074")
def test_who_may_not_see_the_case_or_the_document_gets_no_file(asker: Asker) -> None:
    case, document = pair(asker)
    unfinished, draft = pair(asker, lambda one: one.status == "in_bewerking")
    secret, letter = pair(
        asker, lambda one: one.confidentiality == "vertrouwelijk" and one.status == "definitief"
    )
    low = Options(Confidentiality.TOP_SECRET, Confidentiality.PUBLIC)

    assert asker.stream_of(case.uuid, document.uuid, NEIGHBOUR).kind is Kind.NOT_FOUND
    assert asker.stream_of(unfinished.uuid, draft.uuid).kind is Kind.NOT_FOUND
    assert asker.stream_of(secret.uuid, letter.uuid, options=low).kind is Kind.NOT_FOUND
    assert asker.calls().get(FILES, 0) == 0
    allowed = asker.stream_of(secret.uuid, letter.uuid).value
    assert allowed  # the negative control
    allowed.close()


@pytest.mark.fault("F01", "F05", "F09")
@pytest.mark.covers("I-056")
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 503}, Kind.UNAVAILABLE),
        ({"status": 403}, Kind.FORBIDDEN),
        ({"status": 404}, Kind.NOT_FOUND),
        ({"reset": True}, Kind.UNAVAILABLE),
        ({"html": True}, Kind.MALFORMED),
    ],
)
def test_a_file_that_does_not_begin_is_an_outcome(current: Asker, fault: dict[str, Any], kind: Kind) -> None:
    case, document = pair(current)
    current.fault(FILES, **fault)

    assert current.stream_of(case.uuid, document.uuid).kind is kind


@pytest.mark.fault("F11")
def test_a_file_that_breaks_off_is_no_file_and_is_not_asked_again(current: Asker) -> None:
    case, document = pair(current)
    current.fault(FILES, cut=True)

    download = current.stream_of(case.uuid, document.uuid).value

    assert download
    with pytest.raises(UnavailableError) as raised:
        list(download)
    assert raised.value.reason in {Reason.BROKEN_OFF, Reason.MALFORMED}
    assert current.calls()[FILES] == 1


@pytest.mark.covers("I-056")
def test_a_file_that_is_too_large_is_refused_before_it_comes(current: Asker) -> None:
    case, document = pair(current)
    options = Options(Confidentiality.TOP_SECRET, Confidentiality.TOP_SECRET, largest_download=10)

    outcome = current.stream_of(case.uuid, document.uuid, options=options)

    assert outcome.reason is Reason.TOO_LARGE


@pytest.mark.covers("I-056", "W-18")
def test_a_large_file_streams_with_memory_flat(current: Asker) -> None:
    world = current.world
    link = next(
        one for one in world.links.values() if one.document and world.documents[one.document].size == LARGE
    )
    assert link.document
    download = current.stream_of(link.case, link.document, options=ALL).value
    assert download
    tracemalloc.start()

    size = sum(len(piece) for piece in download)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == LARGE
    assert most < 5_000_000
