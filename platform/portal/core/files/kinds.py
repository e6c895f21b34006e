"""The kinds of files that can be taken, each known by what is in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Final

from . import archives

HEAD: Final = 4_096
PIECE: Final = 262_144
LONGEST_MARK: Final = 16
MARKUP: Final = re.compile(rb"<(?:script|html|svg|iframe|\?php|!doctype[ \t\r\n]+html)", re.IGNORECASE)
"""What makes a page of something that says that it is a picture."""
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

type Test = Callable[[BinaryIO, bytes], bool]
"""Tells of a file, of which the beginning is given, whether it is of a kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file."""

    type: str
    """As it is told to other systems."""
    is_it: Test


def _begins(*marks: bytes) -> Test:
    return lambda file, head: head.startswith(marks)


def _picture(*marks: bytes) -> Test:
    """Make the test of a picture, in which stands no page and behind which stands no archive."""
    return lambda file, head: (
        head.startswith(marks) and not _has_markup(file) and not archives.is_archive(file)
    )


def _heic(file: BinaryIO, head: bytes) -> bool:
    is_one = head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1"}
    return is_one and not _has_markup(file) and not archives.is_archive(file)


def _pdf(file: BinaryIO, head: bytes) -> bool:
    is_one = re.match(rb"%PDF-[12]\.\d", head) is not None and not MARKUP.search(head[:1024])
    return is_one and not archives.is_archive(file)


def _text(file: BinaryIO, head: bytes) -> bool:
    file.seek(0)
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return not CONTROL.search(text) and not MARKUP.search(content) and not text.lstrip().startswith("<")


def _rtf(file: BinaryIO, head: bytes) -> bool:
    return head.startswith(rb"{\rtf1") and not _has_markup(file)


def _archive(test: Callable[[BinaryIO, str], bool], what: str) -> Test:
    return lambda file, head: head.startswith(archives.BEGIN) and test(file, what)


def _has_markup(file: BinaryIO) -> bool:
    file.seek(0)
    before = b""
    for piece in iter(partial(file.read, PIECE), b""):
        if MARKUP.search(before + piece):
            return True
        before = piece[-LONGEST_MARK:]
    return False


def _office(word: str, folder: str) -> Kind:
    kind = f"application/vnd.openxmlformats-officedocument.{word}"
    return Kind(kind, _archive(archives.is_of_office, folder))


def _open(word: str) -> Kind:
    kind = f"application/vnd.oasis.opendocument.{word}"
    return Kind(kind, _archive(archives.is_open_document, kind))


JPEG: Final = Kind("image/jpeg", _picture(b"\xff\xd8\xff"))
TIFF: Final = Kind("image/tiff", _picture(b"II*\0", b"MM\0*"))
KINDS: Final[Mapping[str, Kind]] = {
    "pdf": Kind("application/pdf", _pdf),
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": Kind("image/png", _picture(b"\x89PNG\r\n\x1a\n")),
    "gif": Kind("image/gif", _picture(b"GIF87a", b"GIF89a")),
    "tif": TIFF,
    "tiff": TIFF,
    "heic": Kind("image/heic", _heic),
    "docx": _office("wordprocessingml.document", "word/"),
    "xlsx": _office("spreadsheetml.sheet", "xl/"),
    "pptx": _office("presentationml.presentation", "ppt/"),
    "odt": _open("text"),
    "ods": _open("spreadsheet"),
    "doc": Kind("application/msword", _begins(OLD_OFFICE)),
    "xls": Kind("application/vnd.ms-excel", _begins(OLD_OFFICE)),
    "ppt": Kind("application/vnd.ms-powerpoint", _begins(OLD_OFFICE)),
    "msg": Kind("application/vnd.ms-outlook", _begins(OLD_OFFICE)),
    "rtf": Kind("application/rtf", _rtf),
    "txt": Kind("text/plain", _text),
}
"""By ending."""
ENDINGS: Final = tuple(KINDS)
