"""Static files with hashed names, compressed beforehand (themes.md 3.6)."""

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

LARGE = 100_000
"""Bytes from which on a file is one of the editors' own tools, loaded a few times a day: not worth seconds."""


class PatientCompressor(Compressor):
    """Compress what visitors load as small as can be, and the large scripts of editing well enough."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Compress one file."""
        compressed: bytes = brotli.compress(data, quality=11 if len(data) < LARGE else 5)
        return compressed


class HashedStorage(CompressedManifestStaticFilesStorage):
    """As WhiteNoise's, but forgiving to files of libraries that refer to what they do not ship."""

    manifest_strict = False

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """Make what compresses."""
        return PatientCompressor(**kwargs)
