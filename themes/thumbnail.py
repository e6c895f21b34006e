"""Draw a page in miniature from the slots of a theme: for the library, and for a report.

The drawing holds shapes and colours alone: no text, no link, nothing of an upload.
"""

from typing import Final

from themes import contrast
from themes.slots import Values
from themes.values import Length

WIDTH: Final = 320
HEIGHT: Final = 200
FRAME: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>'
ROUNDEST: Final = 11


def svg(values: Values) -> bytes:
    """Draw header, menu, opening, search, cards, button and footer."""
    shapes = (*_top(values), *_cards(values), *_bottom(values))
    return FRAME.format(WIDTH, HEIGHT, "".join(shapes)).encode()


def _top(values: Values) -> tuple[str, ...]:
    return (
        _box(values, "page-bg", 0, 0, WIDTH, HEIGHT),
        _box(values, "header-bg", 0, 0, WIDTH, 26),
        _box(values, "mark", 16, 7, 12, 12),
        _box(values, "header-fg", 34, 10, 56, 6),
        _box(values, "nav-bg", 0, 26, WIDTH, 16),
        *(_box(values, "nav-fg", x, 32, 28, 3) for x in (16, 56, 96)),
        _box(values, "mark", 0, 42, WIDTH, 2),
        _box(values, "hero-bg", 0, 44, WIDTH, 52),
        _box(values, "hero-fg", 16, 54, 132, 8),
        _box(values, "input-border", 16, 70, 160, 18, "input-radius"),
        _box(values, "input-bg", 17, 71, 158, 16, "input-radius"),
        _box(values, "btn-bg", 136, 72, 38, 14, "btn-radius"),
        _box(values, "btn-fg", 146, 78, 18, 3),
    )


def _cards(values: Values) -> tuple[str, ...]:
    return tuple(
        shape
        for x in (16, 116, 216)
        for shape in (
            _box(values, "border", x, 106, 88, 46, "radius"),
            _box(values, "card-bg", x + 1, 107, 86, 44, "radius"),
            _box(values, "accent-bg", x + 8, 114, 14, 14, "radius"),
            _box(values, "accent-fg", x + 12, 118, 6, 6),
            _box(values, "h-fg", x + 28, 118, 44, 6),
            _box(values, "fg-muted", x + 8, 134, 68, 3),
            _box(values, "link", x + 8, 142, 40, 3),
        )
    )


def _bottom(values: Values) -> tuple[str, ...]:
    moods = enumerate(("info", "ok", "warn", "err"))
    return (
        *(
            shape
            for index, mood in moods
            for shape in (
                _box(values, f"{mood}-bg", 16 + 74 * index, 160, 66, 12),
                _box(values, f"{mood}-fg", 22 + 74 * index, 165, 40, 3),
            )
        ),
        _box(values, "footer-bg", 0, 180, WIDTH, 20),
        _box(values, "footer-fg", 16, 188, 72, 4),
    )


def _box(values: Values, slot: str, x: int, y: int, width: int, height: int, round_by: str = "") -> str:
    fill = contrast.colour(values, slot).css
    corner = _corner(values, round_by) if round_by else ""
    return (
        f'<path fill="{fill}" d="M{x} {y}h{width}v{height}h-{width}z"/>'
        if not corner
        else (f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{corner}" fill="{fill}"/>')
    )


def _corner(values: Values, slot: str) -> str:
    length = values[slot]
    amount = min(length.rem * 8, ROUNDEST) if isinstance(length, Length) else 0
    return f"{amount:g}" if amount else ""
