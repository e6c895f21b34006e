"""Answer which themes there are, and what a page needs of one.

All of it is a pure function of the files that come with the product, so it is computed once per process.
"""

import functools
from typing import Final

from themes import contrast, derive, emit, icons, shipped
from themes.slots import Values
from themes.types import Asset, Theme

DEFAULT: Final = "neutraal"
CONSOLE: Final = "console"
SAMPLE: Final = ("header-bg", "hero-bg", "btn-bg", "mark", "footer-bg")


class UnknownThemeError(KeyError):
    """Refuse a key that is not in the library."""


def themes() -> list[Theme]:
    """List the themes that a municipality can choose."""
    return [theme for theme in _all().values() if theme.choosable]


def get(key: str) -> Theme:
    """Find a theme by its key.

    :raises UnknownThemeError: when there is none.
    """
    try:
        return _all()[key]
    except KeyError:
        raise UnknownThemeError(key) from None


def is_readable(key: str) -> bool:
    """Tell whether a theme is there and keeps the contrast that WCAG 2.2 AA asks."""
    definition = next((each for each in shipped.definitions() if each.key == key), None)
    return definition is not None and not contrast.check(derive.derive(definition.brand))


def stylesheet(key: str) -> Asset:
    """Give the stylesheet of a theme.

    :raises UnknownThemeError: when there is no such theme.
    """
    return get(key).stylesheet


def by_name(name: str) -> Asset | None:
    """Find a file under `/thema/` by its full name, such as `0123456789ab.css`."""
    return _assets().get(name)


def context(key: str) -> dict[str, str]:
    """Give what the skeleton of a page asks of its context; an unknown key gets the neutral theme.

    A tenant may still bear the key of a theme that a later release took away: it stays up, in neutral.
    """
    theme = _all().get(key) or _all()[DEFAULT]
    found = icons.of(theme.key)
    return {
        "theme_key": theme.key,
        "theme_stylesheet": theme.stylesheet.url,
        "theme_logo": theme.logo.url,
        "theme_favicon": theme.favicon.url,
        "theme_icon": found.ico if found else "",
        "theme_touch_icon": found.touch if found else "",
        "theme_horizon": theme.horizon.url if theme.horizon else "",
        "theme_color": theme.theme_color,
    }


@functools.cache
def _all() -> dict[str, Theme]:
    return {definition.key: _theme(definition) for definition in shipped.definitions()}


@functools.cache
def _assets() -> dict[str, Asset]:
    return {
        asset.name: asset
        for theme in _all().values()
        for asset in (theme.stylesheet, theme.logo, theme.favicon, theme.horizon)
        if asset is not None
    }


def _theme(definition: shipped.Definition) -> Theme:
    values = derive.derive(definition.brand)
    return Theme(
        key=definition.key,
        name=definition.name,
        description=definition.description,
        colours=_sample(values),
        font=values["font"].css,
        heading_font=values["h-font"].css,
        theme_color=contrast.colour(values, "header-bg").hex,
        stylesheet=emit.stylesheet(values),
        logo=emit.asset(definition.logo, "logo-{}.svg"),
        favicon=emit.asset(definition.favicon, "logo-{}.svg"),
        horizon=emit.asset(definition.horizon, "logo-{}.svg") if definition.horizon else None,
        choosable=definition.choosable,
    )


def _sample(values: Values) -> tuple[str, ...]:
    return tuple(contrast.colour(values, name).hex for name in SAMPLE)
