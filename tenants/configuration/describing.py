"""Say what differs between two values, in lines for people."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

LONG: Final = 80
"""A longer text is shown around what differs in it."""
AROUND: Final = 20


def changed(label: str, before: str, after: str) -> str:
    """Say from what to what something changed."""
    return f"{label}: {before} → {after}"


def text(label: str, before: str, after: str) -> str:
    """Say from what to what a text changed, of a long one only where it differs."""
    if max(len(before), len(after)) > LONG:
        before, after = _cut(before, after)
    return changed(label, quoted(before), quoted(after))


def quoted(value: str) -> str:
    """Quote a text; say so when there is none."""
    return f"“{' ⏎ '.join(value.splitlines())}”" if value else _("(leeg)")


def fields(labels: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    """Say what differs in values by name."""
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield text(labels.get(name, name), _shown(old), _shown(new))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return "" if value is None else str(value)


def _cut(before: str, after: str) -> tuple[str, str]:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    start, end = max(start - AROUND, 0), max(end - AROUND, 0)
    return _between(before, start, end), _between(after, start, end)


def _between(value: str, start: int, end: int) -> str:
    kept = value[start : len(value) - end]
    if not value:
        return ""
    return f"{'…' if start else ''}{kept}{'…' if end else ''}"
