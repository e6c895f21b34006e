"""Uploads for the tests: the house styles of municipalities that do not exist, and archives made of them."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

HOUSES: Final = Path(__file__).parent / "houses"
DUINRADE: Final = sorted(path.name for path in HOUSES.glob("duinrade.*"))
"""One house style, as each kind of tool writes it."""
DIRTY: Final = ("bleekveld.json", "nachtoever.css", "kringhuizen.json", "gifbeek.css", "hamsterdam.json")


def house(name: str) -> bytes:
    """Read a file of a house style."""
    return (HOUSES / name).read_bytes()


def folder(name: str) -> dict[str, bytes]:
    """Read a house style that consists of many files, as a package holds them."""
    root = HOUSES / name
    return {
        f"package/{path.relative_to(root)}": path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def tokens(tree: Mapping[str, Any]) -> bytes:
    """Write tokens as JSON."""
    return json.dumps(tree).encode()


def css(**properties: str) -> bytes:
    """Write custom properties, underscores as hyphens."""
    return f":root{{{';'.join(f'--{k.replace("_", "-")}:{v}' for k, v in properties.items())}}}".encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files as a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarball(files: Mapping[str, bytes], *extra: tarfile.TarInfo) -> bytes:
    """Pack files as npm does, with entries of another kind at the end."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for entry in extra:
            archive.addfile(entry)
    return gzip.compress(packed.getvalue(), mtime=0)
