"""Turn a drawing that was made anew into pixels.

The painter gets nothing but what `drawings` wrote: no text, no reference to a file, a bounded number of shapes.
"""

import io
from typing import Final

import resvg_py
from PIL import Image

from themes.images.drawings import Drawing
from themes.images.rasters import Picture
from themes.images.refusals import Reason, RefusedError

MOST_SIDE: Final = 1_200


def paint(logo: Drawing | Picture, box: tuple[int, int]) -> Image.Image:
    """Paint a logo as large as fits within a box, with what is transparent.

    :raises RefusedError: when it cannot be painted.
    """
    scale = min(box[0] / logo.width, box[1] / logo.height)
    size = (max(round(logo.width * scale), 1), max(round(logo.height * scale), 1))
    if isinstance(logo, Picture):
        with Image.open(io.BytesIO(logo.content)) as opened:
            return opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    try:
        painted = resvg_py.svg_to_bytes(
            svg_string=logo.content.decode(), skip_system_fonts=True, width=size[0], height=size[1]
        )
        with Image.open(io.BytesIO(painted), formats=("PNG",)) as opened:
            return opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    except (ValueError, OSError):
        raise RefusedError(Reason.NOT_READABLE) from None
