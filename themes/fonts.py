"""The fonts that a theme can choose from: what devices have already, or one of the open typefaces that we bring."""

from typing import Final

# Each ends in a generic family. Noto is what Android and most Linux desktops bring. The first four have the key of one
# of `themes.typefaces`: the theme loads that, and `fallback` takes its place until it is there.
STACKS: Final[dict[str, tuple[str, ...]]] = {
    "noto-sans": ("Noto Sans", "fallback", "sans-serif"),
    "open-sans": ("Open Sans", "fallback", "sans-serif"),
    "inter": ("Inter", "fallback", "sans-serif"),
    "nunito": ("Nunito", "fallback", "sans-serif"),
    "system": ("system-ui", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif"),
    "humanist": ("Seravek", "Segoe UI", "Ubuntu", "Noto Sans", "Calibri", "sans-serif"),
    "rounded": ("ui-rounded", "Nunito", "Segoe UI", "Noto Sans", "sans-serif"),
    "grotesque": ("Helvetica Neue", "Arial Nova", "Liberation Sans", "Arial", "sans-serif"),
    "serif": ("Iowan Old Style", "Palatino Linotype", "Noto Serif", "Georgia", "serif"),
    "display": ("Avenir Next", "Candara", "Noto Sans Display", "Noto Sans", "sans-serif"),
}
GENERIC: Final = frozenset({"system-ui", "ui-rounded", "sans-serif", "serif", "fallback"})


def css(key: str) -> str:
    """Write a stack as the value of `font-family`.

    :raises KeyError: for a stack that is not in the list.
    """
    return ",".join(name if name in GENERIC else f'"{name}"' for name in STACKS[key])
