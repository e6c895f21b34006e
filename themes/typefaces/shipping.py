"""Make the typefaces of the library anew: `python -m themes.typefaces.shipping FOLDER`.

FOLDER holds the unpacked npm packages `@fontsource-variable/NAME` and `@fontsource/opendyslexic`, one folder each,
called NAME. They are under the SIL Open Font License. Those for themes reserve no font name, so what is cut down may
keep its name; OpenDyslexic does, so ours has another.
"""

import io
import shutil
import sys
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from themes.typefaces import queries, rebuilding

RESERVED: Final = "opendyslexic"


def ship(folder: Path, library: Path) -> None:
    """Rebuild each typeface, and keep its licence beside it."""
    for key in queries.FAMILIES:
        found = folder / key / "files" / f"{key}-latin-wght-normal.woff2"
        (library / f"{key}.woff2").write_bytes(rebuilding.rebuild(found.read_bytes()).content)
        shutil.copy(folder / key / "LICENSE", library / f"{key}.LICENSE.txt")
    found = folder / RESERVED / "files" / f"{RESERVED}-latin-400-normal.woff2"
    made = rebuilding.rebuild(found.read_bytes()).content
    (library / f"{queries.READING}.woff2").write_bytes(renamed(made, queries.READING_FAMILY))
    shutil.copy(folder / RESERVED / "LICENSE", library / f"{queries.READING}.LICENSE.txt")


def renamed(content: bytes, family: str) -> bytes:
    """Give a font another name, wherever it says its own; whose work it is stays."""
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    font["name"].setName(family, 1, 3, 1, 0x409)
    letters = font["CFF "].cff
    letters.fontNames[0] = family
    letters.topDictIndex[0].rawDict.update(FullName=family, FamilyName=family)
    written = io.BytesIO()
    font.save(written, reorderTables=True)
    return written.getvalue()


if __name__ == "__main__":
    ship(Path(sys.argv[1]), queries.LIBRARY)
