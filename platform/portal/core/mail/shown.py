"""Which kinds of mail there are, in which words, for the pages of functional managers."""

from dataclasses import dataclass

from django.conf import settings

from tenants import features, registers

from . import letters, queries
from .kinds import kinds
from .models import MailTemplate
from .types import MailKind, Wording


@dataclass(frozen=True, slots=True)
class Said:
    """What a kind says in one language."""

    language: str
    language_name: str
    own: MailTemplate | None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A kind in all of its languages."""

    kind: MailKind
    said: tuple[Said, ...]


def rows() -> list[Row]:
    """List the kinds of features that are on: one query for all words."""
    own = {(row.kind, row.language): row for row in queries.templates()}
    return [Row(kind, tuple(_said(kind, own))) for kind in kinds if is_there(kind)]


def is_there(kind: MailKind) -> bool:
    """Tell whether the feature of a kind is on."""
    known = kind.feature in registers.features and registers.features.get(kind.feature).switchable
    return features.is_on(kind.feature) if known else True


def broken() -> list[MailTemplate]:
    """List own words that no letter can be made of, so that the product's go out instead."""
    return [row for row in queries.templates() if row.kind in kinds and _is_broken(kinds.get(row.kind), row)]


def _said(kind: MailKind, own: dict[tuple[str, str], MailTemplate]) -> list[Said]:
    found = []
    for code, name in settings.LANGUAGES:
        if code in kind.texts:
            row = own.get((kind.key, code))
            found.append(Said(code, str(name), row, row is not None and _is_broken(kind, row)))
    return found


def _is_broken(kind: MailKind, row: MailTemplate) -> bool:
    return bool(letters.problems(kind, Wording(row.subject, row.body)))
