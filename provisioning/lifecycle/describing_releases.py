"""Describe releases of a municipality's configuration: as data for scripts, in words for people."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.configuration.types import PartDiff, ReleaseRow


def release(row: ReleaseRow) -> dict[str, Any]:
    """Describe a release."""
    return {
        "number": row.number,
        "parent": row.parent,
        "kind": row.kind.value,
        "author_kind": row.author_kind,
        "author": row.author,
        "reason": row.reason,
        "operation": str(row.operation) if row.operation else None,
        "restores": row.restores,
        "created_at": row.created_at.isoformat(),
        "changed": list(row.titles),
    }


def diff(parts: Iterable[PartDiff]) -> list[dict[str, Any]]:
    """Describe what differs."""
    return [{"part": part.key, "title": part.title, "lines": list(part.lines)} for part in parts]


def lines(parts: Iterable[PartDiff]) -> list[str]:
    """Say what differs, part by part."""
    return [text for part in parts for text in (f"  {part.title}", *(f"    {line}" for line in part.lines))]


def heading(row: ReleaseRow) -> str:
    """Say in a line who made a release, when and why."""
    when = f"{timezone.localtime(row.created_at):%d-%m-%Y %H:%M}"
    restored = _(" (zoals release %d)") % row.restores if row.restores else ""
    why = f": {row.reason}" if row.reason else ""
    return f"{row.number}  {when}  {row.kind.value}{restored}  {row.author_kind} {row.author}{why}"


def table(rows: Sequence[ReleaseRow]) -> str:
    """List releases with the parts that each changed."""
    return "\n".join(f"{heading(row)}  [{', '.join(row.titles)}]" for row in rows)
