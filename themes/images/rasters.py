"""Make a picture of pixels anew: decoded, and encoded again from nothing but its pixels (W04, W12).

Whatever else is in the file (places, names, a script behind the last pixel, a second file) stays behind. How many
pixels there are is read from the head of the file, before any of them takes memory.
"""

import enum
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from themes.images.refusals import Reason, RefusedError

MOST_BYTES: Final = 4_000_000
MOST_SIDE: Final = 6_000
MOST_PIXELS: Final = 16_000_000
FEWEST_SIDE: Final = 32
WIDEST: Final = 8
SMOOTH: Final = Image.Resampling.LANCZOS
FORMATS: Final = ("PNG", "JPEG", "WEBP")


class Purpose(enum.StrEnum):
    """What a picture is for."""

    LOGO = "logo"
    PICTURE = "picture"


BOX: Final = {Purpose.LOGO: (512, 512), Purpose.PICTURE: (1600, 1200)}
"""Within what a picture must fit; a larger one becomes smaller."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was made anew."""

    content: bytes
    content_type: str
    width: int
    height: int


def reencode(data: bytes, purpose: Purpose) -> Picture:
    """Make a picture anew: a logo as PNG, anything else as WebP.

    :raises RefusedError: when it cannot be read, or is too large for any purpose.
    """
    if len(data) > MOST_BYTES:
        raise RefusedError(Reason.TOO_LARGE)
    pixels = _pixels(data, BOX[purpose])
    written = io.BytesIO()
    if purpose is Purpose.LOGO:
        pixels.save(written, "PNG", optimize=True)
    else:
        pixels.save(written, "WEBP", quality=80, method=4)
    kind = "image/png" if purpose is Purpose.LOGO else "image/webp"
    return Picture(written.getvalue(), kind, *pixels.size)


def _pixels(data: bytes, box: tuple[int, int]) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _judge(*opened.size)
            return _bare(opened, box)
    except RefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RefusedError(Reason.TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Warning, KeyError, TypeError):
        raise RefusedError(Reason.NOT_READABLE) from None


def _judge(width: int, height: int) -> None:
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise RefusedError(Reason.TOO_MANY_PIXELS)
    if min(width, height) < FEWEST_SIDE:
        raise RefusedError(Reason.TOO_FEW_PIXELS)
    if max(width, height) > WIDEST * min(width, height):
        raise RefusedError(Reason.ODD_SHAPE)


def _bare(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    """Copy the pixels alone, with what is transparent, into a picture that knows of no file."""
    mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
    if image.mode in {"RGB", "RGBA"}:
        # Smaller first, before there are copies of it; square, since it may lie on its side.
        image.thumbnail((max(box), max(box)), SMOOTH)
    turned = ImageOps.exif_transpose(image).convert(mode)
    turned.thumbnail(box, SMOOTH)
    bare = Image.new(mode, turned.size)
    bare.paste(turned)
    return bare
