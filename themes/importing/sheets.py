"""Read the custom properties out of a style sheet; everything else in it is left where it is."""

import re
from collections.abc import Iterator
from typing import Any, Final

import tinycss2

from themes.importing import limits, spelling
from themes.importing.report import RefusedError, Report
from themes.importing.tokens import Token
from themes.types import Reason

DARK: Final = re.compile(r"dark", re.IGNORECASE)
CUSTOM: Final = "--"
IMPORT: Final = "@import"
FORBIDDEN: Final = {"{} block": "{", "url": "url(", "error": "?"}
"""Parts of a value that can be nothing good, and how a report names them."""


def read(source: str, file: str, report: Report) -> list[Token]:
    """Yield each custom property of the plain rules, later ones last.

    :raises RefusedError: when blocks stand too deep in each other.
    """
    try:
        rules = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
        return list(_tokens(rules, file, report))
    except RecursionError:
        raise RefusedError(Reason.TOO_DEEP, file=file, detail=str(limits.DEPTH)) from None


def _tokens(rules: list[Any], file: str, report: Report) -> Iterator[Token]:
    ignored = 0
    for rule in rules:
        if rule.type != "qualified-rule":
            ignored += 1
            if rule.type == "at-rule" and rule.lower_at_keyword == "import":
                report.skip(Reason.FORBIDDEN, file=file, token=IMPORT, detail=IMPORT)
            continue
        selector = tinycss2.serialize(rule.prelude).strip()
        if DARK.search(selector):
            report.note(Reason.DARK_IGNORED, file=file, token=selector)
            continue
        for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if part.type == "declaration" and part.name.startswith(CUSTOM):
                yield from _token(part, file, report)
            else:
                ignored += 1
    if ignored:
        report.note(Reason.RULES_IGNORED, file=file, detail=str(ignored))


def _token(declaration: Any, file: str, report: Report) -> Iterator[Token]:
    name = str(declaration.name)
    if wrong := next((part.type for part in declaration.value if part.type in FORBIDDEN), None):
        report.skip(Reason.FORBIDDEN, file=file, token=name, detail=FORBIDDEN[wrong])
        return
    try:
        text = spelling.check(tinycss2.serialize(declaration.value).strip())
    except spelling.UnusableError as error:
        report.skip(error.reason, file=file, token=name, detail=error.detail)
        return
    yield Token(name[len(CUSTOM) :].lower(), text, name, file)
