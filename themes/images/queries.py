"""Take a picture of others and answer one of our own, whatever its name says that it is."""

from typing import Final

from themes.images import drawings, rasters
from themes.images.drawings import Drawing
from themes.images.rasters import Picture, Purpose
from themes.images.refusals import Reason, RefusedError

HEADS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
BEGINS_MARKUP: Final = (b"<", b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def read(data: bytes, purpose: Purpose) -> Drawing | Picture:
    """Judge by the content alone what it is, and make it anew.

    :raises RefusedError: with a sentence for whoever uploaded it.
    """
    if not data:
        raise RefusedError(Reason.EMPTY)
    if data.startswith(HEADS):
        return rasters.reencode(data, purpose)
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(BEGINS_MARKUP):
        return drawings.rebuild(data)
    raise RefusedError(Reason.UNKNOWN_KIND)
