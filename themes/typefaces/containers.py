"""Look at the outside of a font file before it is unpacked: what kind it is, and how large it would become."""

from typing import Final

import brotli

from themes.typefaces.refusals import Reason, RefusedError

MOST_BYTES: Final = 300_000
MOST_UNPACKED: Final = 4_000_000
STEP: Final = 256_000
HEADS: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true")
WOFF2: Final = b"wOF2"
HEADER: Final = 48
TRANSFORMED: Final = {10: 0, 11: 0}
"""Of glyf and loca the version that means transformed; of all other tables any but 0."""


def judge(data: bytes) -> None:
    """See that it is a font of a kind that we take, and that it does not unfold into something huge.

    :raises RefusedError: otherwise.
    """
    if not data:
        raise RefusedError(Reason.EMPTY)
    if len(data) > MOST_BYTES:
        raise RefusedError(Reason.TOO_LARGE)
    if data.startswith(WOFF2):
        _unpack(data)
    elif not data.startswith(HEADS):
        raise RefusedError(Reason.UNKNOWN_KIND)


def _unpack(data: bytes) -> None:
    """Unpack step by step and stop when it is enough: the header may say anything."""
    try:
        begin = _where(data)
        packed = data[begin : begin + int.from_bytes(data[20:24], "big")]
        unpacker = brotli.Decompressor()
        size = len(unpacker.process(packed, output_buffer_limit=STEP))
        while not unpacker.is_finished():
            more = len(unpacker.process(b"", output_buffer_limit=STEP))
            size += more
            if size > MOST_UNPACKED:
                raise RefusedError(Reason.UNFOLDS)
            if not more:
                raise RefusedError(Reason.NOT_READABLE)
    except (brotli.error, IndexError):
        raise RefusedError(Reason.NOT_READABLE) from None


def _where(data: bytes) -> int:
    """Find where the packed tables begin: behind a directory whose entries differ in length."""
    position = HEADER
    for _table in range(int.from_bytes(data[12:14], "big")):
        flags = data[position]
        kind, version = flags & 0x3F, flags >> 6
        position = _behind_number(data, position + (5 if kind == 0x3F else 1))
        if version == TRANSFORMED.get(kind, version or -1):
            position = _behind_number(data, position)
    return position


def _behind_number(data: bytes, position: int) -> int:
    """Step over a number of one to five bytes, of which each but the last has its first bit set."""
    for step in range(5):
        if not data[position + step] & 0x80:
            return position + step + 1
    raise RefusedError(Reason.NOT_READABLE)
