"""Choose which files of an archive hold a theme.

A package often says the same several times: as tokens, as what a tool made of them, and as a style sheet. And
one package may hold many themes, each in a folder of its own. Per folder the form that is most complete counts:
the style sheet that was made, else the file out of a design tool, else the files that people wrote.
"""

import json
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from themes.importing import limits
from themes.importing.archives import SourceFile
from themes.importing.report import RefusedError
from themes.types import Reason

PLACES: Final = frozenset({"dist", "src", "figma", "build", "tokens", "css"})
"""Folders inside a theme, by their role."""
PLAIN: Final = frozenset({"css", "theme", "json"})
NEVER: Final = re.compile(
    r"(^|/)(node_modules|documentation|docs|__MACOSX|\.[^/]*)/|dark|compact|lo-fi|"
    r"(^|/)(package(-lock)?|tsconfig|config|[^/]*\.config|project|\$themes)\.json$",
    re.IGNORECASE,
)
MADE: Final = (
    "theme.css",
    "theme/index.css",
    "index.theme.css",
    "css/index.css",
    "index.css",
    "design-tokens.css",
    "root.css",
    "variables.css",
)
"""The style sheets that builds leave, in the order of preference."""
CUSTOM: Final = re.compile(rb"[{;/\s]--[\w-]+\s*:")
WHOLE: Final = 0.2
"""Which share of the properties of the fullest style sheet makes another one the theme as well."""
METADATA: Final = "$metadata.json"

type Groups = dict[str, list[SourceFile]]


def themes(files: Sequence[SourceFile]) -> Groups:
    """Group the files by theme, each group with those files alone that count."""
    folders: Groups = {}
    for file in files:
        if not NEVER.search(file.name) or file.name.endswith(METADATA):
            folders.setdefault(_folder(file.name), []).append(file)
    chosen = {key: _best(key, inside) for key, inside in sorted(folders.items())}
    found = {key or ".": inside for key, inside in chosen.items() if inside}
    # Beside the folders of several themes lies what they share; on its own that is no theme.
    compiled = {key: inside for key, inside in found.items() if inside[0].name.endswith(".css")}
    variants = {key: inside for key, inside in compiled.items() if "/dist/" in f"/{key}/"}
    return variants or found


def checked(key: str, files: Sequence[SourceFile]) -> Sequence[SourceFile]:
    """Pass a theme's files on, unless they are too large together.

    :raises RefusedError: when they are.
    """
    if sum(len(file.content) for file in files) > limits.TOKEN_FILE_BYTES:
        raise RefusedError(Reason.FILE_TOO_LARGE, file=key)
    return files


def _folder(name: str) -> str:
    """Give the folder that is the theme's own: what stands before `dist`, `src` or the like."""
    parts = PurePosixPath(name).parts[:-1]
    for index, part in enumerate(parts):
        if part in PLACES:
            inside = parts[index + 1 :]
            # dist/kern-groen/index.css: one package with several themes.
            named = part == "dist" and len(inside) == 1 and inside[0] not in PLAIN
            return "/".join(parts[: index + 2 if named else index])
    return "/".join(parts)


def _best(key: str, files: Sequence[SourceFile]) -> list[SourceFile]:
    sheets = {file.name: file for file in files if file.name.endswith(".css")}
    amounts = {name: len(CUSTOM.findall(file.content)) for name, file in sheets.items()}
    enough = max(WHOLE * max(amounts.values(), default=0), 1)
    sheets = {name: file for name, file in sheets.items() if amounts[name] >= enough}
    for made in MADE:
        for name, file in sheets.items():
            if name in {f"{key}/dist/{made}", f"{key}/{made}", made, f"dist/{made}"}:
                return [file]
    documents = [file for file in files if file.name.endswith(".json")]
    for wanted in (_designed, _written):
        if found := wanted(key, documents):
            return found
    return list(sheets.values()) or _ordered(documents)


def _designed(key: str, documents: Sequence[SourceFile]) -> list[SourceFile]:
    """Find the one file that a design tool keeps everything in."""
    inside = [file for file in documents if "figma" in PurePosixPath(file.name).parts]
    inside = inside or [file for file in documents if file.name.removeprefix(f"{key}/") == "src/tokens.json"]
    return sorted(inside, key=lambda file: len(file.content))[-1:]


def _written(_key: str, documents: Sequence[SourceFile]) -> list[SourceFile]:
    """Find the many small files that people wrote."""
    inside = [file for file in documents if "dist" not in PurePosixPath(file.name).parts]
    return _ordered(inside)


def _ordered(documents: Sequence[SourceFile]) -> list[SourceFile]:
    """Put files in the order in which they count, the last one most: as Tokens Studio says, else by name."""
    order = next((_order(file) for file in documents if file.name.endswith(METADATA)), [])
    places = {name: place for place, name in enumerate(order, start=1)}

    def place(file: SourceFile) -> tuple[int, str]:
        stem = file.name.removesuffix(".json")
        return next((places[name] for name in places if f"/{stem}".endswith(f"/{name}")), 0), file.name

    return sorted((file for file in documents if not file.name.endswith(METADATA)), key=place)


def _order(file: SourceFile) -> list[str]:
    try:
        order = json.loads(file.content)["tokenSetOrder"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return (
        [name for name in order if isinstance(name, str)][: limits.DEPTH**2]
        if isinstance(order, list)
        else []
    )
