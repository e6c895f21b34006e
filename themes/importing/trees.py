"""Read tokens out of JSON: Tokens Studio, Style Dictionary 3 and 4, DTCG 2025.10, and flat files.

All are trees of names with a value at the end; they differ in what that end looks like, and in what stands at
the root. What is not a token is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from themes.importing import limits, names, spelling
from themes.importing.documents import Json
from themes.importing.report import RefusedError, Report
from themes.importing.tokens import Token
from themes.types import Format, Reason

DARK: Final = "dark"
DEFAULT: Final = "default"
DIGITS: Final = re.compile(r"(?<=[a-z])(?=\d)")

type Branch = Mapping[str, Json]


@dataclass(slots=True)
class Tree:
    """A document while its tokens are read."""

    file: str
    report: Report
    root: Branch
    nodes: int = 0

    def tokens(
        self, branch: Branch, path: tuple[str, ...], kind: str, following: tuple[str, ...] = ()
    ) -> Iterator[Token]:
        """Yield the tokens of a group, those that it takes over from another group first."""
        self.count(path)
        kind = _kind(branch, kind)
        if _is_token(branch):
            yield from self.token(branch, path, kind)
            return
        if "$extends" in branch:
            yield from self._taken_over(branch["$extends"], path, kind, following)
        for key, child in branch.items():
            if isinstance(child, Mapping) and (not key.startswith("$") or key == "$root"):
                yield from self.tokens(child, path if key == "$root" else (*path, key), kind, following)

    def token(self, branch: Branch, path: tuple[str, ...], kind: str) -> Iterator[Token]:
        written = ".".join(path)
        try:
            for ending, text in spelling.spell(_value(branch), kind):
                parts = (*path, ending) if ending else path
                yield Token(names.kebab(parts), _modified(branch, text), written, self.file)
        except spelling.UnusableError as error:
            self.report.skip(error.reason, file=self.file, token=written, detail=error.detail)

    def _taken_over(
        self, wanted: Json, path: tuple[str, ...], kind: str, following: tuple[str, ...]
    ) -> Iterator[Token]:
        target = wanted.strip("{}") if isinstance(wanted, str) else ""
        group: Json = dict(self.root)
        for step in target.split("."):
            group = group.get(step) if isinstance(group, dict) else None
        if not isinstance(group, dict):
            self.report.skip(Reason.DANGLING, file=self.file, token=".".join(path), detail=target)
        elif target in following or len(following) >= limits.DEPTH:
            self.report.skip(Reason.CYCLE, file=self.file, token=".".join(path), detail=target)
        else:
            yield from self.tokens(group, path, kind, (*following, target))

    def count(self, path: tuple[str, ...]) -> None:
        self.nodes += 1
        if len(path) > limits.DEPTH:
            raise RefusedError(
                Reason.TOO_DEEP, file=self.file, token=".".join(path), detail=str(limits.DEPTH)
            )
        if self.nodes > limits.NODES:
            raise RefusedError(Reason.TOO_MANY_TOKENS, file=self.file, detail=str(limits.TOKENS))


def read(document: Json, file: str, report: Report) -> tuple[Format | None, list[Token]]:
    """Recognise the format of a document, and read its tokens; no format when it holds none."""
    if isinstance(document, list):
        found = [
            token for each in document if isinstance(each, dict) for token in _listed(each, file, report)
        ]
        return (Format.STYLE_DICTIONARY if found else None), found
    if not isinstance(document, dict):
        return None, []
    if not _has_values(document):
        found = list(_leaves(document, (), Tree(file, report, document)))
        return (Format.FLAT if found else None), found
    sets = _sets(document, file, report)
    found = [token for branch in sets for token in Tree(file, report, branch).tokens(branch, (), "")]
    return (_format(document) if found else None), found


def _sets(document: dict[str, Json], file: str, report: Report) -> list[Branch]:
    """Split a file of Tokens Studio into its sets, in the order that counts; any other file is one set."""
    metadata = document.get("$metadata")
    order = metadata.get("tokenSetOrder") if isinstance(metadata, dict) else None
    if not isinstance(order, list):
        if not any("/" in key for key in document):
            return [document]
        order = [key for key in document if not key.startswith("$")]
    sets: list[Branch] = []
    for key in order:
        branch = document.get(key) if isinstance(key, str) else None
        if not isinstance(branch, dict):
            continue
        if DARK in str(key).lower():
            report.note(Reason.DARK_IGNORED, file=file, token=str(key))
        else:
            sets.append(branch)
    return sets


def _has_values(document: Branch) -> bool:
    """Tell whether values stand under a key of their own; in a flat file the value itself stands at the name."""
    waiting: list[Json] = [dict(document)]
    for _ in range(limits.NODES):
        if not waiting:
            return False
        node = waiting.pop()
        if isinstance(node, dict):
            if "$ref" in node or any(
                key in node and not isinstance(node[key], dict) for key in ("$value", "value")
            ):
                return True
            if isinstance(node.get("$value"), dict) or "$extends" in node:
                return True
            waiting.extend(node.values())
    return True


def _leaves(branch: Branch, path: tuple[str, ...], tree: Tree) -> Iterator[Token]:
    """Yield what a flat file says, with or without groups."""
    tree.count(path)
    for key, value in branch.items():
        steps = (*path, key.removeprefix("--"))
        if isinstance(value, dict):
            yield from _leaves(value, steps, tree)
            continue
        for token in tree.token({"$value": value}, steps, ""):
            yield token
            yield from (replace(token, name=name) for name in _other_names(token.name, steps))


def _other_names(name: str, steps: tuple[str, ...]) -> Iterator[str]:
    """Yield how else the name of a value in a flat file may be meant."""
    if "-" not in steps[-1] and (apart := DIGITS.sub("-", name)) != name:
        # A name in one word does not tell whether a number stands apart: `headingLevel1`.
        yield apart
    if steps[-1].lower() == DEFAULT:
        yield names.kebab(steps[:-1])


def _listed(entry: Branch, file: str, report: Report) -> Iterator[Token]:
    path = entry.get("path")
    if isinstance(path, list) and all(isinstance(part, str) for part in path):
        steps = tuple(str(part) for part in path)
        yield from Tree(file, report, {}).token(entry, steps, _kind(entry, ""))


def _kind(branch: Branch, inherited: str) -> str:
    kind = branch.get("$type", branch.get("type"))
    return kind if isinstance(kind, str) else inherited


def _is_token(branch: Branch) -> bool:
    """Tell a token from a group that has a child called `value`."""
    if "$value" in branch or "$ref" in branch:
        return True
    value = branch.get("value")
    if isinstance(value, dict):
        return "unit" in value or not any(isinstance(part, dict) for part in value.values())
    return "value" in branch


def _value(branch: Branch) -> Json:
    """Take the value as it was written, references and all, rather than what a tool made of it."""
    original = branch.get("original")
    if isinstance(original, dict):
        return original.get("$value", original.get("value", branch.get("value")))
    if "$value" in branch:
        return branch["$value"]
    return {"$ref": branch["$ref"]} if "$ref" in branch else branch.get("value")


def _modified(branch: Branch, text: str) -> str:
    """Write what Tokens Studio does to a colour afterwards as a function around it."""
    node: Json = dict(branch)
    for step in ("$extensions", "studio.tokens", "modify"):
        node = node.get(step) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        return text
    change, amount = node.get("type"), node.get("value")
    if change not in ("lighten", "darken", "alpha") or not isinstance(amount, str | int | float):
        return text
    return f"{change}({text}, {spelling.check(names.references(str(amount)))})"


def _format(document: Branch) -> Format:
    if "$metadata" in document or "$themes" in document or any("/" in key for key in document):
        return Format.TOKENS_STUDIO
    return _format_of_tokens(document)


def _format_of_tokens(document: Branch) -> Format:
    """Look at the first tokens: how they spell their value tells the rest."""
    waiting: list[Json] = [dict(document)]
    for _ in range(limits.NODES):
        if not waiting:
            break
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        if _is_token(node):
            if "original" in node or "filePath" in node:
                return Format.STYLE_DICTIONARY
            if "$value" not in node and "$ref" not in node:
                return Format.TOKENS_STUDIO if "type" in node else Format.STYLE_DICTIONARY
            if _kind(node, "") in {"fontSizes", "fontFamilies", "fontWeights", "spacing", "sizing", "text"}:
                return Format.TOKENS_STUDIO
            if isinstance(node.get("$value"), dict) or "$ref" in node:
                return Format.DTCG
        else:
            waiting.extend(value for key, value in node.items() if key != "$extensions")
    return Format.DTCG
