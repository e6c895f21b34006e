"""Describe bulk operations: as data for scripts, in words for people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .types import BulkRow, Foreseen, ItemRow, Outcome, Reasons

IN_WORDS: Mapping[Outcome, str] = {
    Outcome.DONE: "wijzigt",
    Outcome.UNCHANGED: "is al zo",
    Outcome.REFUSED: "geweigerd",
}
QUIET = frozenset({Outcome.DONE, Outcome.UNCHANGED, Outcome.PLANNED})


def bulk(found: BulkRow) -> dict[str, Any]:
    """Describe a bulk operation with its ledger."""
    return {
        "bulk": str(found.uuid),
        "kind": found.kind.value,
        "reason": found.reason,
        "requested_by": found.requested_by,
        "created_at": found.created_at.isoformat(),
        "counts": found.counts,
        "items": [_item(item) for item in found.items],
    }


def in_words(found: BulkRow) -> str:
    """Describe it for people: the counts, and each municipality that asks for attention."""
    counts = ", ".join(f"{count} {outcome}" for outcome, count in found.counts.items())
    noted = [item for item in found.items if item.outcome not in QUIET]
    lines = [f"  {item.outcome.value:8} {item.name}{_why(item.reasons)}" for item in noted]
    return "\n".join([f"{found.kind.value}: {counts}", f"  bulk {found.uuid}", *lines])


def foreseen(rows: Sequence[Foreseen]) -> dict[str, Any]:
    """Describe what would happen."""
    return {
        "dry_run": True,
        "counts": {name: sum(row.outcome is each for row in rows) for each, name in _WOULD.items()},
        "items": [
            {
                "tenant": str(row.tenant),
                "name": row.name,
                "would": _WOULD[row.outcome],
                "reasons": _plain(row.reasons),
            }
            for row in rows
        ],
    }


def foreseen_in_words(rows: Sequence[Foreseen]) -> str:
    """Describe what would happen, for people."""
    return "\n".join(f"  {IN_WORDS[row.outcome]:10} {row.name}{_why(row.reasons)}" for row in rows)


_WOULD: Mapping[Outcome, str] = {
    Outcome.DONE: "change",
    Outcome.UNCHANGED: "stay",
    Outcome.REFUSED: "be_refused",
}


def _item(item: ItemRow) -> dict[str, Any]:
    return {
        "tenant": str(item.tenant),
        "name": item.name,
        "outcome": item.outcome.value,
        "operation": str(item.operation) if item.operation else None,
        "reasons": _plain(item.reasons),
    }


def _plain(reasons: Reasons) -> dict[str, list[str]]:
    return {field: list(texts) for field, texts in reasons.items()}


def _why(reasons: Reasons) -> str:
    texts: Iterable[str] = (text for each in reasons.values() for text in each)
    return "".join(f": {text}" for text in texts)
