"""A file is what is in it, and has to be what its name says (W05); its name does no harm (W20)."""

import io
import unicodedata
import zipfile
from typing import Any

import pytest
from django.utils.http import content_disposition_header
from hypothesis import given
from hypothesis import strategies as st

from portal.core import files
from portal.core.files import Fault, UnfitError, naming

LARGEST = 1_000_000
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"
GIF = b"GIF89a" + b"\0" * 40
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
TEXT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}
SCRIPT = b"<script>alert(document.cookie)</script>"


def zipped(entries: dict[str, bytes], before: bytes = b"") -> bytes:
    packed = io.BytesIO()
    packed.write(before)
    with zipfile.ZipFile(packed, "a" if before else "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return packed.getvalue()


def locked(content: bytes) -> bytes:
    """Set the mark of a password on every entry."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = bytearray(content)
        for one in archive.infolist():
            found[one.header_offset + 6] |= 1
        at = archive.start_dir
    while found[at : at + 4] == b"PK\x01\x02":
        found[at + 8] |= 1
        at += 46 + sum(int.from_bytes(found[at + n : at + n + 2], "little") for n in (28, 30, 32))
    return bytes(found)


def judged(content: bytes, name: str, allowed: Any = files.ENDINGS) -> files.Judged:
    return files.judge(io.BytesIO(content), name=name, size=len(content), allowed=allowed, largest=LARGEST)


def fault(content: bytes, name: str, **more: Any) -> Fault:
    with pytest.raises(UnfitError) as caught:
        judged(content, name, **more)
    return caught.value.fault


@pytest.mark.covers("I-080")
@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "brief.pdf", "application/pdf"),
        (PDF, "BRIEF.PDF", "application/pdf"),
        (PNG, "foto.png", "image/png"),
        (JPEG, "foto.jpeg", "image/jpeg"),
        (GIF, "plaatje.gif", "image/gif"),
        (b"II*\0" + b"\0" * 9, "scan.tif", "image/tiff"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "foto.heic", "image/heic"),
        (OLD, "brief.doc", "application/msword"),
        (OLD, "bericht.msg", "application/vnd.ms-outlook"),
        (
            zipped(WORD),
            "brief.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (zipped(TEXT), "brief.odt", "application/vnd.oasis.opendocument.text"),
        (b"{\\rtf1 hallo}", "brief.rtf", "application/rtf"),
        ("Beste gemeente, één vraag".encode(), "brief.txt", "text/plain"),
        ("Beste gemeente, één vraag".encode("cp1252"), "brief.txt", "text/plain"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(content: bytes, name: str, kind: str) -> None:
    found = judged(content, name)

    assert (found.type, found.size, found.name) == (
        kind,
        len(content),
        name.rpartition(".")[0] + name[name.rfind(".") :].lower(),
    )


@pytest.mark.attack("W05")
@pytest.mark.covers("I-080")
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SCRIPT, "foto.jpg"),
        (b"<!DOCTYPE html><html></html>", "brief.pdf"),
        (b"MZ\x90\0" + b"\0" * 60, "factuur.pdf"),
        (b"MZ\x90\0" + b"\0" * 60, "brief.docx"),
        (PDF, "foto.png"),
        (PNG, "foto.jpg"),
        (zipped(WORD), "brief.odt"),
        (zipped(TEXT), "brief.docx"),
        (zipped({"hallo.txt": b"hallo"}), "brief.docx"),
        (zipped(WORD)[:-30], "brief.docx"),
        (b"PK\x03\x04", "brief.docx"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_something_else_is_not(content: bytes, name: str) -> None:
    assert fault(content, name) is Fault.OTHER_CONTENT


@pytest.mark.attack("W05")
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (JPEG + SCRIPT, "foto.jpg"),
        (GIF + b"/*" + b"x" * 300_000 + b"*/<ScRiPt>1</script>", "foto.gif"),
        (PNG + b"<svg onload=alert(1)>", "foto.png"),
        (PNG + b"<?php system($_GET[1]); ?>", "foto.png"),
        (zipped({"Aanval.class": b"\xca\xfe\xba\xbe"}, before=GIF), "foto.gif"),
        (zipped(WORD, before=PDF), "brief.pdf"),
        (zipped(WORD, before=b"MZ"), "brief.docx"),
        (b"%PDF-1.7\n<html><script>1</script></html>\n" + PDF, "brief.pdf"),
        (b"  \n<html><body>hallo", "brief.txt"),
        (b"naam,bedrag\n" + SCRIPT, "lijst.txt"),
        (b"{\\rtf1 " + SCRIPT + b"}", "brief.rtf"),
        (b"hallo\0hallo", "brief.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_two_things_at_once_is_not_taken(content: bytes, name: str) -> None:
    assert fault(content, name) is Fault.OTHER_CONTENT


@pytest.mark.attack("W05")
@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (zipped({**WORD, "word/vbaProject.bin": b"macro"}), "brief.docx", Fault.ACTIVE),
        (zipped({**TEXT, "Basic/Standard/Module1.xml": b"macro"}), "brief.odt", Fault.ACTIVE),
        (zipped({**WORD, "word/embeddings/oleObject.exe": b"MZ"}), "brief.docx", Fault.ACTIVE),
        (locked(zipped(WORD)), "brief.docx", Fault.LOCKED),
        (zipped({**WORD, **{f"word/{n}.xml": b"" for n in range(5_001)}}), "brief.docx", Fault.PACKED),
        (b"", "brief.pdf", Fault.EMPTY),
        (PDF + b"\0" * LARGEST, "brief.pdf", Fault.TOO_LARGE),
        (PDF, "brief.exe", Fault.ENDING),
        (PDF, "brief.pdf.exe", Fault.ENDING),
        (PDF, "brief", Fault.ENDING),
        (PDF, ".pdf", Fault.ENDING),
        (SCRIPT, "pagina.html", Fault.ENDING),
        (b"<svg/>", "plaatje.svg", Fault.ENDING),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_could_do_harm_is_not_taken(content: bytes, name: str, found: Fault) -> None:
    assert fault(content, name) is found


@pytest.mark.attack("W05")
def test_an_archive_that_bursts_is_not_unpacked() -> None:
    content = bytearray(zipped({**WORD, "word/media/image.png": b"\0" * 100_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        at = archive.start_dir
    for _entry in range(2):  # to the third, whose size we lie about
        at += 46 + sum(int.from_bytes(content[at + n : at + n + 2], "little") for n in (28, 30, 32))
    content[at + 24 : at + 28] = (4_000_000_000).to_bytes(4, "little")

    assert fault(bytes(content), "brief.docx") is Fault.PACKED


def test_a_municipality_that_takes_fewer_kinds_takes_no_others() -> None:
    assert fault(PNG, "foto.png", allowed=["pdf"]) is Fault.ENDING
    assert judged(PDF, "brief.pdf", allowed=["pdf"])


@given(st.binary(max_size=200), st.text(max_size=20), st.sampled_from(files.ENDINGS))
def test_whatever_is_sent_it_is_judged(content: bytes, name: str, ending: str) -> None:
    try:
        found = judged(content, f"{name}.{ending}")
    except UnfitError:
        return
    assert found.size == len(content)


@pytest.mark.attack("W20")
@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("brief.pdf", "brief.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Fatima\\brief.pdf", "brief.pdf"),
        ("factuur\u202efdp.exe.pdf", "factuurfdp.exe.pdf"),
        ('a"; filename="b.exe.pdf', "a filename= b.exe.pdf"),
        ("brief\r\nSet-Cookie: a=b.pdf", "brief Set-Cookie a=b.pdf"),
        ("\0\u200b.pdf", "document.pdf"),
        ("CON.pdf", "document CON.pdf"),
        ("  ...  .pdf", "document.pdf"),
        ("café.pdf", "café.pdf"),
        ("a" * 400 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(told: str, name: str) -> None:
    assert naming.cleaned(told, "pdf") == name


@pytest.mark.attack("W20")
@given(st.text(max_size=400))
def test_any_name_becomes_one_that_fits_in_a_header_and_on_a_disk(told: str) -> None:
    name = naming.cleaned(told, "pdf")
    header = content_disposition_header(as_attachment=True, filename=name) or ""

    assert name.endswith(".pdf")
    assert 4 < len(name) <= naming.LONGEST
    assert not set(name) & set('/\\:*?"<>|;%\r\n\0')
    assert not any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in name)
    assert header.isascii()
    assert not set(header) & set("\r\n\0")
