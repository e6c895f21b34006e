"""Hold tokens of the `basis` layer against the rules of NL Design System itself.

Our pages read our own slots, which are checked and repaired; this is for whoever keeps the tokens, and uses them
elsewhere too. Older themes, without that layer, are left in peace.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from themes import contrast, repair
from themes.importing import measures, typed
from themes.importing.report import Report
from themes.importing.resolving import Resolved
from themes.types import Finding, Reason
from themes.values import Colour

BASIS: Final = "basis-color-"
GROUND: Final = "background-color"
DISABLED: Final = "disabled"
RULES: Final = (
    ("color-default", "bg-default", contrast.TEXT),
    ("color-hover", "bg-hover", contrast.TEXT),
    ("color-active", "bg-active", contrast.TEXT),
    ("color-document", "bg-subtle", contrast.TEXT),
    ("border-default", "bg-default", contrast.EDGE),
    ("border-hover", "bg-hover", contrast.EDGE),
    ("border-active", "bg-active", contrast.EDGE),
)
"""Within each group of the basis colours: what stands on what, and how clearly."""
SMALLEST_PIXELS: Final = 14
TIGHTEST: Final = 1.1

type Tokens = Mapping[str, Resolved]


def advise(tokens: Tokens) -> tuple[Finding, ...]:
    """List what the rules of NL Design System say about these tokens."""
    if not any(name.startswith(BASIS) for name in tokens):
        return ()
    report = Report()
    for front, ground, ratio in _pairs(tokens):
        _contrast(tokens, front, ground, ratio, report)
    for name, resolved in tokens.items():
        if name.endswith("-font-size"):
            _size(resolved, report)
        elif name.endswith("-line-height"):
            _line(resolved, report)
    return report.findings


def _pairs(tokens: Tokens) -> Iterator[tuple[str, str, float]]:
    for name in tokens:
        if DISABLED in name:
            continue
        if name.startswith(BASIS):
            yield from (
                (name, name.removesuffix(front) + ground, ratio)
                for front, ground, ratio in RULES
                if name.endswith(f"-{front}")
            )
        elif name.endswith(f"-{GROUND}"):
            yield name.removesuffix(GROUND) + "color", name, contrast.TEXT


def _contrast(tokens: Tokens, front: str, ground: str, ratio: float, report: Report) -> None:
    one, other = _colour(tokens, front), _colour(tokens, ground)
    if one and other and (measured := contrast.ratio(one, other)) < ratio:
        resolved = tokens[front]
        detail = f"{measured:.2f} < {ratio:g}, {tokens[ground].token.path}"
        report.note(
            Reason.ADVICE_CONTRAST, file=resolved.token.file, token=resolved.token.path, detail=detail
        )


def _colour(tokens: Tokens, name: str) -> Colour | None:
    resolved = tokens.get(name)
    if resolved is None or typed.says_nothing(resolved.text):
        return None
    return typed.colour(resolved.text, repair.WHITE)


def _size(resolved: Resolved, report: Report) -> None:
    found = measures.work_out(resolved.text)
    if found and found.is_length and found.amount < SMALLEST_PIXELS:
        report.note(
            Reason.ADVICE_SIZE, file=resolved.token.file, token=resolved.token.path, detail=resolved.text
        )


def _line(resolved: Resolved, report: Report) -> None:
    found = measures.work_out(resolved.text)
    if found and (found.is_length or "%" in resolved.text or found.amount < TIGHTEST):
        report.note(
            Reason.ADVICE_LINE, file=resolved.token.file, token=resolved.token.path, detail=resolved.text
        )
