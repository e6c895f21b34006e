"""Names that no municipality gets: they are, or look like, parts of the platform or of the government."""

import re
from pathlib import Path

from .lookalikes import skeleton

NUMBERED = re.compile(r"(?:www|ns|mx|dns|smtp|mail|web|app|host|server)\d*")
NAMES = frozenset((Path(__file__).parent / "data" / "reserved-names.txt").read_text(encoding="utf-8").split())
_SKELETONS = frozenset(map(skeleton, NAMES))


def is_reserved(name: str) -> bool:
    """Tell whether the platform keeps this name, or one that looks like it, for itself."""
    return bool(NUMBERED.fullmatch(name.lower())) or skeleton(name) in _SKELETONS
