"""Follow references until a value stands there.

A reference to itself, to nothing, or through too many others leaves the token out; so does a value that grows
beyond all measure on the way, which is how a kilobyte becomes a gigabyte.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from themes.importing import limits
from themes.importing.report import Report
from themes.importing.tokens import Token, Tokens
from themes.types import Reason

REFERENCE: Final = re.compile(r"var\(\s*--([^\s,()]{1,300})\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
OPENING: Final = "var("


@dataclass(frozen=True, slots=True)
class Resolved:
    """A token whose value refers to nothing any more."""

    text: str
    token: Token


def resolve(tokens: Tokens, report: Report) -> dict[str, Resolved]:
    """Follow all references, and report each token that comes to nothing."""
    resolver = _Resolver(tokens, report)
    found = {name: resolver.text(name, ()) for name in tokens}
    return {name: Resolved(text, tokens[name]) for name, text in found.items() if text is not None}


@dataclass(slots=True)
class _Resolver:
    tokens: Tokens
    report: Report
    known: dict[str, str | None] = field(default_factory=dict)

    def text(self, name: str, behind: tuple[str, ...]) -> str | None:
        """Give the value of a token; `behind` are the tokens that led here."""
        if name in self.known:
            return self.known[name]
        token = self.tokens[name]
        if OPENING not in token.text.lower():
            self.known[name] = token.text
            return token.text
        if len(behind) >= limits.CHAIN:
            self._skip(token, Reason.CHAIN, str(limits.CHAIN))
            return None
        # Until it is known, who comes here again came in a circle.
        self.known[name] = None
        self.known[name] = self._replaced(token, (*behind, name))
        return self.known[name]

    def _replaced(self, token: Token, behind: tuple[str, ...]) -> str | None:
        parts: list[str] = []
        end = 0
        for found in REFERENCE.finditer(token.text):
            value = self._referred(token, found[1].lower(), found[2], behind)
            if value is None:
                return None
            parts += (token.text[end : found.start()], value)
            end = found.end()
        text = "".join((*parts, token.text[end:]))
        if len(text) > limits.VALUE_CHARACTERS:
            self._skip(token, Reason.TOO_LONG, str(limits.VALUE_CHARACTERS))
            return None
        if OPENING in text.lower():
            self._skip(token, Reason.UNREADABLE, token.text)
            return None
        return text

    def _referred(self, token: Token, name: str, fallback: str | None, behind: tuple[str, ...]) -> str | None:
        if name in behind:
            self._skip(token, Reason.CYCLE, " > ".join((*behind[behind.index(name) :], name)))
            return None
        value = self.text(name, behind) if name in self.tokens else None
        if value is None and fallback is not None:
            return self._replaced(replace(token, text=fallback.strip()), behind)
        if value is None:
            self._skip(token, Reason.DANGLING, name)
        return value

    def _skip(self, token: Token, reason: Reason, detail: str) -> None:
        self.report.skip(reason, file=token.file, token=token.path, detail=detail)
