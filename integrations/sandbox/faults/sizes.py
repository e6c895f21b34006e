"""Answers that are far too large, or become so when they are unpacked."""

import zlib
from collections.abc import Iterator
from dataclasses import replace

from integrations.sandbox.web import Response

from .kinds import Fault

BLOCK = b" " * 1_000_000
"""Spaces after JSON are still JSON."""
GZIP = 31
"""What zlib calls a gzip envelope."""


def grow(response: Response, fault: Fault) -> Response:
    """Make an answer as large as was asked for, a piece at a time."""
    gzip = {**response.headers, "Content-Encoding": "gzip"}
    if fault.gzip_bomb:
        return replace(response, body=_bomb(response.content, fault.gzip_bomb), headers=gzip)
    if fault.large:
        return replace(response, body=_padded(response.content, fault.large))
    return replace(response, headers=gzip) if fault.bad_gzip else response


def _padded(content: bytes, megabytes: int) -> Iterator[bytes]:
    yield content
    for _ in range(megabytes):
        yield BLOCK


def _bomb(content: bytes, megabytes: int) -> Iterator[bytes]:
    packing = zlib.compressobj(9, zlib.DEFLATED, GZIP)
    for piece in _padded(content, megabytes):
        yield packing.compress(piece)
    yield packing.flush()
