"""Documents: they are PDFs, large ones are streamed, and uploads come whole or in parts."""

import base64
import re
from typing import Any

import pytest

from integrations.sandbox.world import pdf
from integrations.sandbox.world.documents import LARGE
from tests.contracts.asking import Asker
from tests.contracts.examples import DOCUMENTS, PART, UPLOAD

CASES = "/zaken/api/v1/zaken"
LINKS = "/zaken/api/v1/zaakinformatieobjecten"
pytestmark = pytest.mark.covers("M-14")


@pytest.fixture
def zonnedam() -> Asker:
    return Asker()


def upload(asker: Asker, **changes: Any) -> Any:
    body = {name: value for name, value in {**UPLOAD, **changes}.items() if value != "weg"}
    return asker.ask(DOCUMENTS, method="POST", body=body)[1]


def send(asker: Asker, part: dict[str, Any], content: bytes, lock: str = "") -> int:
    form = PART % ((lock or part["lock"]).encode(), content)
    kind = "multipart/form-data; boundary=grens"
    return int(asker.ask(part["url"], method="PUT", body=form, content_type=kind)[1].status)


@pytest.mark.covers("I-056")
def test_a_document_is_a_pdf_of_the_size_that_is_told(zonnedam: Asker) -> None:
    for document in zonnedam.get(DOCUMENTS, {"page": "2"})["results"]:
        content = zonnedam.ask(document["inhoud"])[1].content
        assert content.startswith(b"%PDF-1.4")
        assert len(content) == document["bestandsomvang"]


@pytest.mark.parametrize("size", [pdf.SMALLEST, 5_001, 70_000, 200_017])
def test_a_pdf_says_where_its_objects_are(size: int) -> None:
    content = b"".join(pdf.pages("Besluit (definitief) \\ é", ["Gemeente"], size=size))
    place = int(re.findall(rb"startxref\n(\d+)", content)[0])
    offsets = [int(row) for row in re.findall(rb"(\d{10}) 00000 n", content)]

    assert len(content) == size
    assert content[place:].startswith(b"xref\n")
    assert [content[offset:].startswith(b"%d 0 obj" % n) for n, offset in enumerate(offsets, 1)] == [True] * 5


@pytest.mark.covers("I-056")
def test_a_large_document_comes_in_pieces(zonnedam: Asker) -> None:
    case = zonnedam.get(CASES, {"ordering": "identificatie"})["results"]
    sizes = {one["bestandsomvang"]: one for one in zonnedam.get(DOCUMENTS, {"pageSize": "500"})["results"]}
    response = zonnedam.ask(sizes[LARGE]["inhoud"])[1]

    assert case
    assert not isinstance(response.body, bytes)
    assert response.headers["Content-Length"] == str(LARGE)
    assert max(len(piece) for piece in response.body) < 100_000


@pytest.mark.covers("I-057")
def test_what_is_uploaded_is_given_back_and_belongs_to_the_case(zonnedam: Asker) -> None:
    case = zonnedam.get(CASES)["results"][0]["url"]
    made = upload(zonnedam).json()
    link = {"zaak": case, "informatieobject": made["url"]}
    first = zonnedam.ask(LINKS, method="POST", body=link)[1]
    again = zonnedam.ask(LINKS, method="POST", body=link)[1]

    assert zonnedam.ask(made["inhoud"])[1].content == b"een foto"
    assert made["url"] in [one["informatieobject"] for one in zonnedam.get(LINKS, {"zaak": case})]
    assert (first.status, again.status) == (201, 400)


@pytest.mark.parametrize("change", [{"auteur": ""}, {"bestandsomvang": 9}, {"inhoud": "?"}, {"taal": "nl"}])
def test_an_upload_that_is_not_right_is_refused(change: dict[str, Any], zonnedam: Asker) -> None:
    """Fact F6."""
    assert upload(zonnedam, **change).status == 400


@pytest.mark.covers("I-057")
def test_a_file_comes_in_parts(zonnedam: Asker) -> None:
    """Fact F6."""
    whole = b"a" * 4_000_000 + b"b" * 5
    made = upload(zonnedam, inhoud="weg", bestandsomvang=len(whole)).json()
    first, second = made["bestandsdelen"]
    unlock = f"{made['url']}/unlock"

    assert made["locked"] is True
    assert zonnedam.ask(made["inhoud"])[1].status == 404
    assert zonnedam.ask(unlock, method="POST", body={"lock": first["lock"]})[1].status == 400
    assert send(zonnedam, first, whole[:4_000_000], lock="anders") == 400
    assert send(zonnedam, first, b"te kort") == 400
    assert send(zonnedam, first, whole[:4_000_000]) == 200
    assert send(zonnedam, second, whole[4_000_000:]) == 200
    assert zonnedam.ask(unlock, method="POST", body={"lock": first["lock"]})[1].status == 204
    assert zonnedam.ask(made["inhoud"])[1].content == whole


def test_the_first_version_knows_no_parts() -> None:
    first = Asker("zgw-1.0")

    assert upload(first, inhoud="weg", bestandsomvang=5).status == 400
    told = upload(first).json()
    assert base64.b64decode(told["inhoud"]) == b"een foto"
    assert "bestandsdelen" not in told


def test_a_document_is_locked_once(zonnedam: Asker) -> None:
    address = upload(zonnedam).json()["url"]
    lock = zonnedam.ask(f"{address}/lock", method="POST")[1].json()["lock"]

    assert zonnedam.ask(f"{address}/lock", method="POST")[1].status == 400
    assert zonnedam.ask(f"{address}/unlock", method="POST", body={"lock": "x"})[1].status == 400
    assert zonnedam.ask(f"{address}/unlock", method="POST", body={"lock": lock})[1].status == 204
    assert zonnedam.get(address)["locked"] is False
