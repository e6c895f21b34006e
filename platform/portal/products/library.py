"""The texts that new municipalities start with: Markdown files with a YAML head, in `library/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "library"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A category of the library."""

    slug: str
    name: str
    summary: str
    icon: str
    questions: Sequence[Answered]


@dataclass(frozen=True, slots=True)
class Entry:
    """A product of the library."""

    slug: str
    subject: str
    name: str
    upl: str
    audience: Sequence[str]
    summary: str
    keywords: Sequence[str]
    action: str
    costs: str
    related: Sequence[str]
    questions: Sequence[Answered]
    content: str


@cache
def subjects() -> Sequence[Subject]:
    """Read the categories, in the order in which they are shown."""
    rows = yaml.load((FOLDER / "categories.yaml").read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe one
    return tuple(
        Subject(row["slug"], row["name"], row["summary"], row.get("icon", ""), _questions(row))
        for row in rows
    )


@cache
def entries() -> Mapping[str, Entry]:
    """Read the products by slug."""
    return {path.stem: _entry(path) for path in sorted(FOLDER.glob("*/*.md"))}


def _entry(path: Path) -> Entry:
    _, head, content = path.read_text(encoding="utf-8").split(FENCE, 2)
    row: dict[str, Any] = yaml.load(head, LOADER)  # noqa: S506 - a safe one
    return Entry(
        slug=path.stem,
        subject=path.parent.name,
        name=row["name"],
        upl=row.get("upl", ""),
        audience=tuple(row.get("audience", ())),
        summary=row.get("summary", ""),
        keywords=tuple(row.get("keywords", ())),
        action=row.get("action", ""),
        costs=row.get("costs", "").strip(),
        related=tuple(row.get("related", ())),
        questions=_questions(row),
        content=content.strip(),
    )


def _questions(row: Mapping[str, Any]) -> tuple[Answered, ...]:
    return tuple(Answered(asked["question"], asked["answer"]) for asked in row.get("questions", ()))
