"""What is kept of an outcome, as text: JSON, sealed where it is about a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from integrations import values
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome with its ages; moments are seconds since 1970, as the clocks of several machines compare."""

    outcome: Outcome[Any]
    """Its value is what JSON knows."""
    at: float
    soft: float
    hard: float
    longest: float
    marks: Mapping[str, str | None]

    def as_answer(self, kind: Any, *, with_age: bool) -> Outcome[Any]:
        """Answer the outcome, with its value as the type that is asked for.

        :raises ValueError: when the value does not fit that type.
        """
        old, value = self.outcome, self.outcome.value
        as_of = datetime.fromtimestamp(self.at, UTC) if with_age else None
        found = None if value is None else values.restore(kind, value)
        return Outcome(old.kind, found, old.source, old.reason, old.missing, old.is_cut, as_of)


def write(entry: Entry) -> str:
    """Write an entry.

    :raises TypeError: when its value is nothing that JSON knows.
    """
    outcome = entry.outcome
    return json.dumps(
        {
            "version": VERSION,
            "kind": outcome.kind.value,
            "value": values.plain(outcome.value),
            "source": outcome.source,
            "reason": outcome.reason.value if outcome.reason else "",
            "missing": outcome.missing,
            "is_cut": outcome.is_cut,
            "ages": [entry.at, entry.soft, entry.hard, entry.longest],
            "marks": dict(entry.marks),
        },
        separators=(",", ":"),
    )


def read(text: str) -> Entry:
    """Read an entry.

    :raises ValueError: when it is not one of ours, or of another version.
    """
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            raise ValueError("Another version.")
        outcome = Outcome(
            Kind(told["kind"]),
            told["value"],
            told["source"],
            Reason(told["reason"]) if told["reason"] else None,
            told["missing"],
            told["is_cut"],
        )
        at, soft, hard, longest = (float(age) for age in told["ages"])
        return Entry(outcome, at, soft, hard, longest, told["marks"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("No entry.") from error
