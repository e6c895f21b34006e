"""Find the test file of EICAR: as it is, in an archive, or packed inside a PDF."""

import io
import re
import zipfile
import zlib
from typing import Final

EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""In two pieces: else scanners would take this very file for it."""
DEEPEST: Final = 3
LARGEST: Final = 50_000_000
STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def is_infected(content: bytes, depth: int = 0) -> bool:
    """Tell whether it is anywhere in there."""
    if EICAR in content:
        return True
    if depth == DEEPEST:
        return False
    return any(is_infected(inner, depth + 1) for inner in [*_unzipped(content), *_unpacked(content)])


def _unzipped(content: bytes) -> list[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [archive.read(one) for one in archive.infolist() if one.file_size <= LARGEST]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError):
        return []


def _unpacked(content: bytes) -> list[bytes]:
    if not content.startswith(b"%PDF-"):
        return []
    return [
        zlib.decompressobj().decompress(found, LARGEST)
        for found in STREAM.findall(content)
        if _is_packed(found)
    ]


def _is_packed(stream: bytes) -> bool:
    try:
        zlib.decompressobj().decompress(stream, 1)
    except zlib.error:
        return False
    return True
