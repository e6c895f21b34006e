"""Decode a file to text, and JSON to plain values, with all that JSON's own reader lets pass held against the light."""

import json
import math
from dataclasses import dataclass
from typing import Final

from themes.importing import limits
from themes.importing.archives import SourceFile
from themes.importing.report import RefusedError, Report
from themes.types import Reason

type Json = bool | int | float | str | list[Json] | dict[str, Json] | Odd | None

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Odd:
    """A number that is none, or is far too large; whoever meets it says so, with the token's path."""

    text: str


def text(file: SourceFile) -> str:
    """Decode a file.

    :raises RefusedError: when it is not UTF-8, or no text at all.
    """
    try:
        decoded = file.content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        raise RefusedError(Reason.ENCODING, file=file.name) from None
    if "\0" in decoded:
        raise RefusedError(Reason.ENCODING, file=file.name)
    return decoded


def parse(source: str, name: str, report: Report) -> Json:
    """Read JSON.

    :raises RefusedError: when it is not JSON, or too deep.
    """

    def pairs(found: list[tuple[str, Json]]) -> dict[str, Json]:
        result = dict(found)
        if len(result) < len(found):
            _report_twins(found, name, report)
        return result

    try:
        document: Json = json.loads(
            source, object_pairs_hook=pairs, parse_constant=Odd, parse_int=_whole, parse_float=_fraction
        )
    except json.JSONDecodeError as error:
        raise RefusedError(Reason.BROKEN_JSON, file=name, detail=str(error.lineno)) from None
    except RecursionError:
        raise RefusedError(Reason.TOO_DEEP, file=name, detail=str(limits.DEPTH)) from None
    return document


def _report_twins(found: list[tuple[str, Json]], name: str, report: Report) -> None:
    seen: set[str] = set()
    for key, _ in found:
        if key in seen:
            report.note(Reason.TWICE, file=name, token=key)
        seen.add(key)


def _whole(digits: str) -> int | Odd:
    return int(digits) if len(digits) < DIGITS else Odd(digits)


def _fraction(digits: str) -> float | Odd:
    number = float(digits)
    return number if math.isfinite(number) else Odd(digits)
