"""Find whoever keeps what other systems told without a registered copy (M-07, M-19).

In `integrations` and the portal nobody but `integrations.copies` speaks to a cache. A place that keeps something else
there, which no other system told us, stands in `OTHERS` with what it is.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from config.local import outcomes, places

ROOMS = ("integrations", "platform/portal")
CACHES = ("django.core.cache.", "django.views.decorators.cache.cache_page.", "redis.")
OTHERS: Mapping[str, str] = {
    "integrations/copies/": "the one place",
    "integrations/connections/guard/": "how our own calls went: breakers, bulkheads, figures",
}
ADVICE = "register a copy and ask it with integrations.copies.get()"


def run() -> outcomes.Outcome:
    """Look at all modules of these rooms."""
    paths = [path for room in ROOMS for path in sorted((places.ROOT / room).rglob("*.py"))]
    found = [line for path in paths for line in problems(path, places.ROOT)]
    return outcomes.Outcome(outcomes.FAILED if found else outcomes.OK, "\n".join(found))


def problems(path: Path, root: Path) -> Iterator[str]:
    """Yield where a module takes a cache of its own."""
    name = path.relative_to(root).as_posix()
    if name.startswith(tuple(OTHERS)):
        return
    text = path.read_text(encoding="utf-8")
    if "cache" not in text and "redis" not in text:
        return  # most modules: what is not named is not imported, and reading all of them takes seconds
    for node in ast.walk(ast.parse(text)):
        for imported in _imported(node):
            if imported.startswith(CACHES):
                yield f"{name}:{getattr(node, 'lineno', 0)}: {imported}: {ADVICE}"


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [f"{alias.name}." for alias in names]
        case ast.ImportFrom(module=str(module), names=names, level=0):
            return [f"{module}.{alias.name}." for alias in names]
        case _:
            return []
