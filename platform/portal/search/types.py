"""What features hand in, what visitors ask, and what they get."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Document:
    """Something that anybody may find: never anything unpublished or personal.

    Where it stands is the name of a URL with its arguments, so that an editor can rename pages; or a path.
    """

    kind: str
    key: str
    """Names the document among those of its kind, in all languages."""
    title: str
    url_name: str = ""
    url_args: Sequence[str] = ()
    path: str = ""
    summary: str = ""
    body: str = ""
    """Plain text, without markup."""
    keywords: Sequence[str] = ()
    language: str = "nl"
    boost: int = 0
    """How much earlier than its equals it is shown: 0 to 3."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asks."""

    text: str
    language: str
    kinds: Sequence[str]
    """Kinds that may be shown now."""
    kind: str = ""
    """The only kind that the visitor wants to see."""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, with what matched marked."""

    kind: str
    key: str
    title: SafeString
    excerpt: SafeString
    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    hits: Sequence[Hit] = ()
    total: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind."""
    corrected: str = ""
    """The question as it was probably meant, when hits were looked for with that too."""
    suggestions: Sequence[Hit] = ()
    """What people often look for, when nothing was found."""
    is_late: bool = False
    """Whether the search was given up, because it took too long."""
