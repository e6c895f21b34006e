"""Look into documents of office programs, which are archives, without unpacking them."""

import zipfile
import zlib
from typing import BinaryIO, Final

from .types import Fault, UnfitError

BEGIN: Final = b"PK\x03\x04"
MOST_ENTRIES: Final = 5_000
LARGEST: Final = 300_000_000
"""Bytes of all that is in it, unpacked."""
LONGEST_TYPE: Final = 200
IS_LOCKED: Final = 0x1
PROGRAMS: Final = (
    "vbaproject.bin",
    "vbadata.xml",
    "basic/",
    "scripts/",
    ".exe",
    ".dll",
    ".js",
    ".vbs",
    ".bat",
    ".cmd",
)
"""What ends, or stands in, the name of an entry that is a program."""
CONTENTS: Final = "[Content_Types].xml"
TYPE: Final = "mimetype"


def is_of_office(file: BinaryIO, folder: str) -> bool:
    """Tell whether it is a document of Office, with this folder in it.

    :raises UnfitError: when it is an archive that is not taken.
    """
    with _opened(file) as archive:
        names = archive.namelist()
        return CONTENTS in names and any(name.startswith(folder) for name in names)


def is_open_document(file: BinaryIO, kind: str) -> bool:
    """Tell whether it is an OpenDocument of a kind.

    :raises UnfitError: when it is an archive that is not taken.
    """
    with _opened(file) as archive:
        first = archive.infolist()[0]
        if first.filename != TYPE or first.file_size > LONGEST_TYPE:
            return False
        try:
            return archive.read(first).decode("ascii", "replace") == kind
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            return False


def is_archive(file: BinaryIO) -> bool:
    """Tell whether something can be read as an archive, wherever it begins."""
    return zipfile.is_zipfile(file)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnfitError(Fault.OTHER_CONTENT) from None
    _check(archive.infolist())
    return archive


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if not entries or min(one.header_offset for one in entries) != 0:  # something stands before it
        raise UnfitError(Fault.OTHER_CONTENT)
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > LARGEST:
        raise UnfitError(Fault.PACKED)
    if any(one.flag_bits & IS_LOCKED for one in entries):
        raise UnfitError(Fault.LOCKED)
    names = [one.filename.lower() for one in entries]
    if any(name.endswith(PROGRAMS) or name.startswith(PROGRAMS) for name in names):
        raise UnfitError(Fault.ACTIVE)
