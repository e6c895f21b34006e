"""Unpack a zip or an npm tarball in memory; nothing is ever written.

Who packs may lie about sizes and names: sizes are counted while reading, and a name that leaves its folder, a
link, or a second file of the same name refuses the whole archive.
"""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from themes.importing import limits
from themes.importing.report import RefusedError
from themes.types import Reason

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
GZIP: Final = b"\x1f\x8b"
TAR: Final = (257, b"ustar")
END_OF_ZIP: Final = b"PK\x05\x06"
END_BYTES: Final = 22
BLOCK: Final = 64 * 1024
WANTED: Final = (".css", ".json")
LINK_MODE: Final = 0o120000
FILE_TYPE: Final = 0o170000
ENCRYPTED: Final = 0x1


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the upload."""

    name: str
    content: bytes


def is_archive(content: bytes) -> bool:
    """Tell by its first bytes whether this is a zip or a tarball."""
    start, magic = TAR
    return content.startswith((*ZIP, GZIP)) or content[start : start + len(magic)] == magic


def unpack(content: bytes) -> list[SourceFile]:
    """Read the style sheets and JSON files out of an archive.

    :raises RefusedError: for an archive that is broken, too large, or unsafe.
    """
    entries = _zip(content) if content.startswith(ZIP) else _tar(content)
    found: dict[str, SourceFile] = {}
    try:
        for file in entries:
            if file.name in found:
                raise RefusedError(Reason.TWICE_IN_ARCHIVE, file=file.name)
            found[file.name] = file
    except RefusedError:
        raise
    except Exception as error:
        # Whatever the readers of the standard library make of broken bytes: dozens of kinds, one meaning.
        raise RefusedError(Reason.BROKEN_ARCHIVE) from error
    return list(found.values())


def _zip(content: bytes) -> Iterator[SourceFile]:
    end = content.rfind(END_OF_ZIP)
    if end < 0 or len(content) < end + END_BYTES:
        raise RefusedError(Reason.BROKEN_ARCHIVE)
    (directory,) = struct.unpack_from("<L", content, end + 12)
    if directory > limits.DIRECTORY_BYTES:
        raise RefusedError(Reason.TOO_MANY_FILES, detail=str(limits.ENTRIES))
    budget = _Budget(len(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            budget.entry()
            _check_name(entry.filename)
            if (entry.external_attr >> 16) & FILE_TYPE == LINK_MODE:
                raise RefusedError(Reason.LINK, file=entry.filename)
            if entry.flag_bits & ENCRYPTED:
                raise RefusedError(Reason.ENCRYPTED_ARCHIVE, file=entry.filename)
            if entry.is_dir() or not _is_wanted(entry.filename):
                continue
            with archive.open(entry) as stream:
                yield SourceFile(entry.filename, budget.read(stream, entry.filename))


def _tar(content: bytes) -> Iterator[SourceFile]:
    budget = _Budget(len(content))
    plain = budget.gunzip(content) if content.startswith(GZIP) else content
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
        for entry in archive:
            budget.entry()
            _check_name(entry.name)
            if entry.issym() or entry.islnk():
                raise RefusedError(Reason.LINK, file=entry.name)
            if not entry.isreg() or entry.issparse() or not _is_wanted(entry.name):
                continue
            if entry.size > limits.TOKEN_FILE_BYTES:
                raise RefusedError(Reason.FILE_TOO_LARGE, file=entry.name)
            stream = archive.extractfile(entry)
            read = stream.read() if stream else b""
            if len(read) != entry.size:
                raise RefusedError(Reason.BROKEN_ARCHIVE, file=entry.name)
            yield SourceFile(entry.name, read)


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(WANTED)


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0] or not name.isprintable():
        raise RefusedError(Reason.UNSAFE_NAME, file=name)


class _Budget:
    """What is left to unpack."""

    def __init__(self, packed: int) -> None:
        self.left = min(limits.UNPACKED_BYTES, max(limits.RATIO_FROM, packed * limits.RATIO))
        self.entries = 0

    def entry(self) -> None:
        """Count an entry."""
        self.entries += 1
        if self.entries > limits.ENTRIES:
            raise RefusedError(Reason.TOO_MANY_FILES, detail=str(limits.ENTRIES))

    def read(self, stream: IO[bytes], name: str) -> bytes:
        """Read a whole file, whatever size it claims."""
        content = stream.read(min(limits.TOKEN_FILE_BYTES, self.left) + 1)
        if len(content) > limits.TOKEN_FILE_BYTES:
            raise RefusedError(Reason.FILE_TOO_LARGE, file=name)
        self._take(len(content))
        return content

    def gunzip(self, content: bytes) -> bytes:
        """Unpack one gzip stream."""
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        plain = unpacker.decompress(content, self.left + 1)
        self._take(len(plain))
        if not unpacker.eof:
            raise RefusedError(Reason.BROKEN_ARCHIVE)
        return plain

    def _take(self, amount: int) -> None:
        if amount > self.left:
            raise RefusedError(Reason.UNPACKED_TOO_LARGE)
        self.left -= amount
