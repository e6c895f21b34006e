"""Collect what there is to say about an upload."""

from dataclasses import dataclass, field

from themes.importing import limits
from themes.types import Finding, Reason, Severity


class RefusedError(Exception):
    """Stop reading: nothing of the upload is used."""

    def __init__(self, reason: Reason, *, file: str = "", token: str = "", detail: str = "") -> None:
        super().__init__(reason)
        self.finding = Finding(Severity.REFUSED, reason, shown(file), shown(token), shown(detail))


@dataclass(slots=True)
class Report:
    """The lines so far; a flood of them is cut off and counted."""

    lines: list[Finding] = field(default_factory=list)
    more: int = 0

    def skip(self, reason: Reason, *, file: str, token: str, detail: str = "") -> None:
        """Tell that a token is not used."""
        self._add(Finding(Severity.SKIPPED, reason, shown(file), shown(token), shown(detail)))

    def note(self, reason: Reason, *, file: str = "", token: str = "", detail: str = "") -> None:
        """Tell something that is good to know."""
        self._add(Finding(Severity.NOTE, reason, shown(file), shown(token), shown(detail)))

    def refuse(self, reason: Reason, *, file: str, token: str = "", detail: str = "") -> None:
        """Tell why nothing is used, when there may be several reasons."""
        self._add(Finding(Severity.REFUSED, reason, shown(file), shown(token), shown(detail)))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give all lines, and how many did not fit."""
        rest = (Finding(Severity.NOTE, Reason.MORE, detail=str(self.more)),) if self.more else ()
        return (*self.lines, *rest)

    def _add(self, finding: Finding) -> None:
        if len(self.lines) < limits.FINDINGS:
            self.lines.append(finding)
        else:
            self.more += 1


def shown(text: str) -> str:
    """Make something out of an upload fit for a report: printable, on one line, and short."""
    cut = text[: limits.SHOWN_CHARACTERS]
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in cut)
