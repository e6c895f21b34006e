"""Make the typefaces of the library anew: `python -m themes.typefaces.shipping FOLDER`.

FOLDER holds the unpacked npm packages `@fontsource-variable/NAME`, one folder each, called NAME. They are under the
SIL Open Font License and reserve no font name, so what is cut down may keep its name.
"""

import shutil
import sys
from pathlib import Path

from themes.typefaces import queries, rebuilding


def ship(folder: Path, library: Path) -> None:
    """Rebuild each typeface, and keep its licence beside it."""
    for key in queries.FAMILIES:
        found = folder / key / "files" / f"{key}-latin-wght-normal.woff2"
        (library / f"{key}.woff2").write_bytes(rebuilding.rebuild(found.read_bytes()).content)
        shutil.copy(folder / key / "LICENSE", library / f"{key}.LICENSE.txt")


if __name__ == "__main__":
    ship(Path(sys.argv[1]), queries.LIBRARY)
