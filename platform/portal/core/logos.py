"""Logos that the entered municipality chose itself: made anew, and named after what they became.

Nothing of an upload is handed on (ADR 0040). What browsers ask for beside a logo is made with it, on the colours that
the house style has then.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from themes.images import icons
from themes.images import queries as images
from themes.images.drawings import Drawing
from themes.images.rasters import Purpose
from themes.images.refusals import LEFT_OUT, VISIBLE
from themes.typefaces import queries as typefaces
from themes.types import PREFIX
from themes.values import Colour

from .models import OwnLogo

FILE: Final = re.compile(r"(logo|icon|touch|card)-([0-9a-f]{12})\.(svg|png|ico)")
KINDS: Final = {"logo": ("svg", "png"), "icon": ("ico",), "touch": ("png",), "card": ("png",)}
COLUMNS: Final = {"logo": "content", "icon": "icon", "touch": "touch_icon", "card": "card"}
TYPES: Final = {"svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon"}
OWN: Final = f"{PREFIX}eigen-"
DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Made:
    """A logo that was made anew, with what people can see to be missing of it."""

    name: str
    columns: Mapping[str, bytes]
    left_out: tuple[str, ...]


def make(data: bytes, colours: Mapping[str, str]) -> Made:
    """Make a logo of an upload, whatever its name says that it is.

    :param colours: of the house style, as hex by slot.
    :raises RefusedFileError: with a sentence for whoever uploaded it.
    """
    picture = images.read(data, Purpose.LOGO)
    plate, band = Colour(colours["page-bg"]), Colour(colours["mark"])
    look = icons.Look(plate, plate, band)
    columns = {
        "content": picture.content,
        "icon": icons.ico(picture),
        "touch_icon": icons.touch(picture, plate),
        "card": icons.card(picture, look, "", typefaces.shipped()[0].content),
    }
    is_drawing = isinstance(picture, Drawing)
    missed = picture.left_out if isinstance(picture, Drawing) else ()
    digest = hashlib.sha256(b"".join(columns.values())).hexdigest()[:DIGITS]
    return Made(
        f"{digest}.{'svg' if is_drawing else 'png'}",
        columns,
        tuple(str(LEFT_OUT[each.part]) for each in missed if each.part in VISIBLE),
    )


def is_there(name: str) -> bool:
    """Tell whether the entered municipality has this logo: one query."""
    return OwnLogo.objects.filter(name=name).exists()


def paths(name: str) -> dict[str, str]:
    """Answer where its files are, by what they are in a `Look`; of one that is not there, nothing: one query."""
    if not name or not is_there(name):
        return {}
    digest, _, kind = name.partition(".")
    logo = _path("logo", digest, kind)
    return {
        "logo": logo,
        "favicon": logo if kind == "svg" else "",
        "icon": _path("icon", digest, "ico"),
        "touch_icon": _path("touch", digest, "png"),
        "card": _path("card", digest, "png"),
    }


def file(name: str) -> tuple[bytes, str] | None:
    """Find a file of a logo of the entered municipality, with its media type."""
    found = FILE.fullmatch(name)
    if not found or found[3] not in KINDS[found[1]]:
        return None
    part, digest, kind = found.groups()
    kinds = (kind,) if part == "logo" else KINDS["logo"]
    rows = OwnLogo.objects.filter(name__in=[f"{digest}.{each}" for each in kinds])
    content = rows.values_list(COLUMNS[part], flat=True).first()
    return (bytes(content), TYPES[kind]) if content else None


def _path(part: str, digest: str, kind: str) -> str:
    return f"{OWN}{part}-{digest}.{kind}"
