"""What can be found in a text."""

import enum
from dataclasses import dataclass
from typing import Final


class Rule(enum.StrEnum):
    """What a text is held to."""

    HEADING_EMPTY = "heading-empty"
    HEADING_SKIPS = "heading-skips"
    HEADING_OF_PAGE = "heading-of-page"
    HEADING_TOO_DEEP = "heading-too-deep"
    HEADING_BOLD = "heading-bold"
    LINK_EMPTY = "link-empty"
    LINK_VAGUE = "link-vague"
    LINK_ADDRESS = "link-address"
    IMAGE_WITHOUT_TEXT = "image-without-text"
    IMAGE_FILE_NAME = "image-file-name"
    TABLE_WITHOUT_HEAD = "table-without-head"
    DIFFICULT_WORD = "difficult-word"
    LONG_SENTENCE = "long-sentence"
    LONG_PARAGRAPH = "long-paragraph"
    CAPITALS = "capitals"


STYLE: Final = frozenset({Rule.DIFFICULT_WORD, Rule.LONG_SENTENCE, Rule.LONG_PARAGRAPH, Rule.CAPITALS})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found."""

    rule: Rule
    excerpt: str = ""
    """The words that it is about, cut short."""
    better: str = ""
    """What could stand there."""

    @property
    def is_fault(self) -> bool:
        """Tell whether it holds publication back."""
        return self.rule not in STYLE


def faults(findings: list[Finding]) -> list[Finding]:
    """Keep what holds publication back."""
    return [each for each in findings if each.is_fault]


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in one part of what somebody writes, such as a field of a form."""

    label: str
    findings: tuple[Finding, ...]
