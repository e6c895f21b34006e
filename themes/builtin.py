"""Answer which themes come with the product.

All of it is a pure function of the files in `library`, so it is computed once per process.
"""

import functools
from typing import Final

from themes import contrast, derive, emit, icons, shipped
from themes.slots import Values
from themes.types import Asset, Look, Theme

DEFAULT: Final = "neutraal"
CONSOLE: Final = "console"
SAMPLE: Final = ("header-bg", "hero-bg", "btn-bg", "mark", "footer-bg")


def themes() -> list[Theme]:
    """List those that a municipality can choose."""
    return [theme for theme in _all().values() if theme.choosable]


def find(key: str) -> Theme | None:
    """Find a theme by its key, also the console's own."""
    return _all().get(key)


def values(key: str) -> Values:
    """Give what each slot of a theme holds.

    :raises KeyError: when there is no such theme.
    """
    return derive.derive(_definitions()[key].brand)


def stylesheet(key: str) -> Asset:
    """Give the stylesheet of a theme.

    :raises KeyError: when there is no such theme.
    """
    return _assets()[_all()[key].look.stylesheet.rpartition("/")[2]]


def by_name(name: str) -> Asset | None:
    """Find a stylesheet or a drawing under `/thema/` by its full name, such as `0123456789ab.css`."""
    return _assets().get(name)


def assets() -> list[Asset]:
    """List all stylesheets and drawings."""
    return list(_assets().values())


def context(key: str) -> dict[str, str]:
    """Give what the skeleton of a page asks of its context.

    :raises KeyError: when there is no such theme.
    """
    return _all()[key].look.context


def sample(found: Values) -> tuple[str, ...]:
    """Choose the colours by which people tell a theme, as hex."""
    return tuple(contrast.colour(found, name).hex for name in SAMPLE)


@functools.cache
def _definitions() -> dict[str, shipped.Definition]:
    return {definition.key: definition for definition in shipped.definitions()}


@functools.cache
def _all() -> dict[str, Theme]:
    return {key: _theme(definition) for key, definition in _definitions().items()}


@functools.cache
def _assets() -> dict[str, Asset]:
    found = [each for definition in _definitions().values() for each in _files(definition).values()]
    return {asset.name: asset for asset in found}


def _files(definition: shipped.Definition) -> dict[str, Asset]:
    drawings = {"logo": definition.logo, "favicon": definition.favicon, "horizon": definition.horizon}
    return {
        "stylesheet": emit.stylesheet(derive.derive(definition.brand)),
        **{part: emit.asset(drawing, "logo-{}.svg") for part, drawing in drawings.items() if drawing},
    }


def _theme(definition: shipped.Definition) -> Theme:
    values, painted = derive.derive(definition.brand), icons.of(definition.key)
    typeface = emit.typeface(values)
    return Theme(
        key=definition.key,
        name=definition.name,
        description=definition.description,
        colours=sample(values),
        font=values["font"].css,
        heading_font=values["h-font"].css,
        look=Look(
            **{part: asset.url for part, asset in _files(definition).items()},
            color=contrast.colour(values, "header-bg").hex,
            icon=painted.ico if painted else "",
            touch_icon=painted.touch if painted else "",
            card=painted.card if painted else "",
            typeface=typeface.url if typeface else "",
        ),
        choosable=definition.choosable,
    )
