"""Read a file piece by piece."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO


def pieces(file: BinaryIO, length: int) -> Iterator[bytes]:
    """Read a file from its beginning, so many bytes at a time."""
    file.seek(0)
    yield from iter(partial(file.read, length), b"")
