"""Take a house style in: from an upload, or from two colours and a font. This is what the console calls.

What comes back is a theme that can be published, with the provenance of each slot; or a report of why not.
Nothing is kept and nothing is published here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from themes import derive, fonts, repair, slots
from themes.compiling import Compiled, compile_brand, compile_tokens
from themes.importing import advice, reading, typed
from themes.importing.report import Report, shown
from themes.types import Finding, Format, Reason, Severity
from themes.values import Colour, Font, Value

FORM: Final = "form"


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of it; without a theme the findings say why, or the choices are to be made."""

    findings: tuple[Finding, ...]
    format: Format | None = None
    # How many tokens were read.
    tokens: int = 0
    # The themes inside an archive, when there are several; ask again with one of them.
    choices: tuple[str, ...] = ()
    theme: Compiled | None = None
    # What NL Design System advises about the tokens themselves; our pages do not depend on it.
    advice: tuple[Finding, ...] = ()

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """List why nothing is used, if so."""
        return tuple(each for each in self.findings if each.severity is Severity.REFUSED)


def from_file(
    content: bytes, name: str = reading.UPLOAD, choice: str = "", given: Mapping[str, str] | None = None
) -> Intake:
    """Make a theme from an upload; `given` are slots that somebody set by hand, as `slots.plain` writes them."""
    values, wrong = _given(given or {})
    read = reading.read(content, name, choice)
    if wrong or not read.tokens:
        return Intake((*wrong, *read.findings), read.format, choices=read.choices)
    theme = compile_tokens(read.tokens, values)
    if theme.said <= len(values):
        unknown = Finding(Severity.REFUSED, Reason.NO_SLOTS, shown(name))
        return Intake((unknown, *read.findings), read.format, len(read.tokens), read.choices)
    findings, advised = (*read.findings, *theme.findings), advice.advise(read.tokens)
    return Intake(findings, read.format, len(read.tokens), read.choices, theme, advised)


def from_brand(
    primary: str,
    accent: str,
    font: str = "system",
    radius: str = derive.SLIGHTLY_ROUND.css,
    given: Mapping[str, str] | None = None,
) -> Intake:
    """Make a theme from two colours in any notation of CSS, one of our fonts, and how round corners are."""
    report = Report()
    colours = {name: _colour(text, name, report) for name, text in (("primary", primary), ("accent", accent))}
    if font not in fonts.STACKS:
        report.refuse(Reason.FONT_ABSENT, file=FORM, token="font", detail=font)  # noqa: S106
    length = typed.length(radius)
    if length is None:
        report.refuse(Reason.UNREADABLE, file=FORM, token="radius", detail=radius)  # noqa: S106
    values, wrong = _given(given or {})
    findings = (*report.findings, *wrong)
    if findings or length is None:
        return Intake(findings, Format.BRAND)
    brand = derive.Brand(colours["primary"], colours["accent"], Font(font), radius=length, overrides=values)
    return Intake((), Format.BRAND, theme=compile_brand(brand))


def _colour(text: str, name: str, report: Report) -> Colour:
    found = typed.colour(text.strip(), repair.WHITE)
    if found is None:
        report.refuse(Reason.UNREADABLE, file=FORM, token=name, detail=text)
    return found or derive.NEUTRAL


def _given(given: Mapping[str, str]) -> tuple[dict[str, Value], tuple[Finding, ...]]:
    values, report = dict[str, Value](), Report()
    for name, text in given.items():
        try:
            values[name] = slots.parse(name, text)
        except ValueError:
            report.refuse(Reason.UNREADABLE, file=FORM, token=name, detail=text)
    return values, report.findings
