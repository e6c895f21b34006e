"""Read an upload: from bytes to tokens whose references have been followed.

Whatever the bytes are, what comes back is a reading: its findings say what was not used and why. Nothing is
written, fetched or run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from themes.importing import archives, choosing, documents, limits, resolving, sheets, trees
from themes.importing.archives import SourceFile
from themes.importing.report import RefusedError, Report
from themes.importing.resolving import Resolved
from themes.importing.tokens import Token
from themes.types import Finding, Format, Reason

UPLOAD: Final = "upload"
JSON_STARTS: Final = ("{", "[")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an upload says; without tokens it was refused, or a choice is to be made first."""

    findings: tuple[Finding, ...]
    tokens: dict[str, Resolved] = field(default_factory=dict)
    format: Format | None = None
    # The themes in the archive; one of them is read.
    choices: tuple[str, ...] = ()


def read(content: bytes, name: str = UPLOAD, choice: str = "") -> Reading:
    """Read an upload; of an archive with several themes the one that is chosen, and none before that."""
    try:
        groups = _groups(content, name)
    except RefusedError as refused:
        return Reading((refused.finding,))
    choices = tuple(groups) if len(groups) > 1 else ()
    if choice and choice not in groups:
        unknown = RefusedError(Reason.UNKNOWN_CHOICE, file=name, detail=choice)
        return Reading((unknown.finding,), choices=choices)
    if choices and not choice:
        report = Report()
        report.note(Reason.CHOOSE, file=name, detail=str(len(choices)))
        return Reading(report.findings, choices=choices)
    key = choice or next(iter(groups))
    return _read(key, groups[key], choices)


def read_each(content: bytes, name: str = UPLOAD) -> Iterator[tuple[str, Reading]]:
    """Read all themes of an archive, each under the name of its choice."""
    try:
        groups = _groups(content, name)
    except RefusedError as refused:
        yield name, Reading((refused.finding,))
        return
    for key, files in groups.items():
        yield key, _read(key, files, tuple(groups))


def _read(key: str, files: Sequence[SourceFile], choices: tuple[str, ...]) -> Reading:
    report = Report()
    try:
        form, tokens = _tokens(choosing.checked(key, files), report)
    except RefusedError as refused:
        return Reading((refused.finding, *report.findings), choices=choices)
    resolved = resolving.resolve(tokens, report)
    if not resolved:
        report.refuse(Reason.NO_TOKENS, file=files[0].name)
    return Reading(report.findings, resolved, form, choices)


def _groups(content: bytes, name: str) -> choosing.Groups:
    if not content.strip():
        raise RefusedError(Reason.EMPTY, file=name)
    if len(content) > limits.UPLOAD_BYTES:
        raise RefusedError(Reason.FILE_TOO_LARGE, file=name)
    if not archives.is_archive(content):
        return {name: [SourceFile(name, content)]}
    groups = choosing.themes(archives.unpack(content))
    if not groups:
        raise RefusedError(Reason.NO_TOKENS, file=name)
    return groups


def _tokens(files: Sequence[SourceFile], report: Report) -> tuple[Format, dict[str, Token]]:
    forms: list[Format] = []
    tokens: dict[str, Token] = {}
    for file in files:
        form, found = _read_one(file, report)
        forms += [form] if form else []
        tokens |= {token.name: token for token in found}
        if len(tokens) > limits.TOKENS:
            raise RefusedError(Reason.TOO_MANY_TOKENS, file=file.name, detail=str(limits.TOKENS))
    if not forms:
        raise RefusedError(Reason.NO_TOKENS, file=files[0].name)
    return forms[0], tokens


def _read_one(file: SourceFile, report: Report) -> tuple[Format | None, list[Token]]:
    text = documents.text(file)
    if text.lstrip().startswith(JSON_STARTS):
        return trees.read(documents.parse(text, file.name, report), file.name, report)
    found = sheets.read(text, file.name, report)
    return (Format.CSS if found else None), found
