"""A document arrives once, whole and at the right case, whatever an earlier attempt came to (I-057, M-09)."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from integrations.sandbox.world.cases import Case as Played
from integrations.sandbox.world.people import people
from integrations.zgw import operations as zgw
from integrations.zgw.operations import sending
from integrations.zgw.types.documents import Document
from integrations.zgw.types.parties import Applicant
from integrations.zgw.types.sending import DocumentRefusedError, NewDocument, Refusal
from tests.integrations.zgw.conftest import ALL, FATIMA, Asker, played

DOCUMENTS = "documenten/enkelvoudiginformatieobjecten"
LINKS = "zaken/zaakinformatieobjecten"
FILES = "documenten/bestanden"
NEIGHBOUR = Applicant.person(people()[1].bsn)
SMALL = b"%PDF-1.7 een brief"


@dataclass
class Bytes:
    """A file in memory."""

    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def read(self, offset: int, length: int) -> bytes:
        return self.content[offset : offset + length]


def case_of(asker: Asker, *, has_ended: bool = False) -> Played:
    return next(case for case in played(asker) if bool(case.ended) is has_ended and not case.type.is_internal)


def new(asker: Asker, case: Played) -> NewDocument:
    kind = case.type.documents[0].uuid
    return NewDocument(
        key=uuid.uuid4(),
        case=case.uuid,
        type=f"{asker.connection.access.address}/catalogi/api/v1/informatieobjecttypen/{kind}",
        title="Bewijs van inkomen",
        file_name="Bewijs van inkomen.pdf",
        format="application/pdf",
        author="Fatima El Amrani",
        received=date(2026, 11, 27),
    )


def send(
    asker: Asker,
    document: NewDocument,
    content: bytes = SMALL,
    *,
    who: Applicant = FATIMA,
    seconds: float = 30,
) -> str:
    return zgw.send(
        asker.connection.key,
        document,
        Bytes(content),
        applicant=who,
        options=ALL,
        deadline=Deadline(seconds),
    )


def there(asker: Asker, document: NewDocument) -> list[Document]:
    """List the documents of that name that the case has now."""
    file = asker.one_of(document.case).value
    assert file
    return [one for one in file.documents if one.title == document.title]


def content_of(asker: Asker, document: NewDocument) -> bytes:
    (found,) = there(asker, document)
    stream = asker.stream_of(document.case, found.uuid).value
    assert stream
    with stream as download:
        return b"".join(download)


@pytest.mark.covers("I-057", "I-080", "P-165")
def test_a_document_comes_to_its_case_whole(asker: Asker) -> None:
    document = new(asker, case_of(asker))

    url = send(asker, document)

    (found,) = there(asker, document)
    assert found.url == url
    assert (found.file_name, found.format, found.size) == (document.file_name, "application/pdf", len(SMALL))
    assert content_of(asker, document) == SMALL


@pytest.mark.covers("I-080", "M-09")
def test_sent_twice_it_is_there_once(asker: Asker) -> None:
    document = new(asker, case_of(asker))

    assert send(asker, document) == send(asker, document)
    assert len(there(asker, document)) == 1


@pytest.mark.covers("I-057")
def test_a_large_one_goes_in_parts_where_the_system_takes_them(asker: Asker) -> None:
    document, content = new(asker, case_of(asker)), bytes(range(256)) * 36_000  # three parts

    send(asker, document, content)

    assert content_of(asker, document) == content
    assert asker.calls().get(FILES, 0) == (3 if asker.is_current else 0) + 1


@pytest.mark.covers("M-09")
def test_parts_that_are_there_are_not_sent_again(current: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    document, content = new(current, case_of(current)), b"x" * 9_000_000
    real, sent = sending.client.put, list[int]()

    def put(client: Any, part: Any, *more: Any) -> Any:
        if len(sent) == 1:
            sent.append(0)
            raise UnavailableError(Reason.BROKEN_OFF)
        sent.append(part.number)
        return real(client, part, *more)

    monkeypatch.setattr(sending.client, "put", put)

    with pytest.raises(UnavailableError):
        send(current, document, content)
    send(current, document, content)

    assert sent == [1, 0, 2, 3]
    assert content_of(current, document) == content


@pytest.mark.covers("I-080", "M-09")
@pytest.mark.fault("F06")
def test_what_was_made_and_not_tied_is_tied_later_and_not_made_again(asker: Asker) -> None:
    document = new(asker, case_of(asker))
    asker.fault(LINKS, status=500)
    with pytest.raises(UnavailableError):
        send(asker, document)

    asker.fault(LINKS)
    send(asker, document)

    assert len(there(asker, document)) == 1


@pytest.mark.attack("O04")
@pytest.mark.covers("P-154", "I-080")
def test_to_the_case_of_somebody_else_nothing_is_sent(asker: Asker) -> None:
    document = new(asker, case_of(asker))

    for strange in (document, new(asker, case_of(asker))):
        with pytest.raises(DocumentRefusedError) as caught:
            send(asker, strange, who=NEIGHBOUR)
        assert caught.value.refusal is Refusal.NO_CASE
    assert asker.calls().get(DOCUMENTS, 0) == 0
    assert send(asker, document)  # the negative control


@pytest.mark.attack("O04")
def test_to_a_case_that_has_ended_nothing_is_sent(asker: Asker) -> None:
    with pytest.raises(DocumentRefusedError) as caught:
        send(asker, new(asker, case_of(asker, has_ended=True)))

    assert caught.value.refusal is Refusal.CASE_ENDED
    assert asker.calls().get(DOCUMENTS, 0) == 0


@pytest.mark.fault("F01", "F06", "F09")
@pytest.mark.parametrize("endpoint", [DOCUMENTS, "zaken/zaken"])
@pytest.mark.parametrize("fault", [{"reset": True}, {"status": 500}, {"html": True}], ids=str)
def test_while_the_system_is_unwell_it_is_to_be_tried_again(
    current: Asker, endpoint: str, fault: dict[str, Any]
) -> None:
    document = new(current, case_of(current))
    current.fault(endpoint, **fault)

    with pytest.raises(UnavailableError):
        send(current, document)

    current.fault(endpoint)
    send(current, document)
    assert len(there(current, document)) == 1


@pytest.mark.parametrize(
    ("status", "refusal"), [(401, Refusal.NOT_ALLOWED), (403, Refusal.NOT_ALLOWED), (404, Refusal.NOT_TAKEN)]
)
def test_what_the_system_does_not_take_is_refused(current: Asker, status: int, refusal: Refusal) -> None:
    document = new(current, case_of(current))
    current.fault(DOCUMENTS, status=status)

    with pytest.raises(DocumentRefusedError) as caught:
        send(current, document)

    assert caught.value.refusal is refusal
