"""`expand`: put the records that a record points to into the answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from integrations.sandbox.stand_ins import Call

from .answers import InvalidError

type Expansions = Mapping[str, "Expansion"]


@dataclass(frozen=True)
class Expansion:
    """What stands behind one field: a record, several, or nothing."""

    follow: Callable[[Any, Call], Any]
    """Answers the record or records."""
    show: Callable[[Any, Call], dict[str, Any]]
    further: Expansions = field(default_factory=dict)


def asked(text: str, known: Expansions) -> frozenset[str]:
    """Read what is to be expanded.

    :raises InvalidError: when something cannot be.
    """
    names = frozenset(one for one in text.split(",") if one)
    for name in names:
        inside: Expansions | None = known
        for part in name.split("."):
            if inside is None or part not in inside:
                raise InvalidError("expand", "invalid_choice")
            inside = inside[part].further
    return names


def expanded(
    content: dict[str, Any], record: Any, call: Call, known: Expansions, names: Iterable[str]
) -> dict[str, Any]:
    """Answer a record's content with what was asked to stand in it."""
    heads = {name.partition(".")[0] for name in names}
    if not heads:
        return content
    return {
        **content,
        "_expand": {head: _one(known[head], record, call, head, names) for head in sorted(heads)},
    }


def _one(expansion: Expansion, record: Any, call: Call, head: str, names: Iterable[str]) -> Any:
    inner = {name.removeprefix(f"{head}.") for name in names if name.startswith(f"{head}.")}

    def show(one: Any) -> dict[str, Any]:
        return expanded(expansion.show(one, call), one, call, expansion.further, inner)

    found = expansion.follow(record, call)
    if isinstance(found, list):
        return [show(one) for one in found]
    return None if found is None else show(found)
