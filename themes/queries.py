"""Answer which themes there are, what a page needs of one, and what is in the files under `/thema/`.

Some come with the product (`builtin`); the house styles of municipalities are in the database (`styles`).
"""

from collections.abc import Mapping
from uuid import UUID

from themes import builtin, contrast
from themes.builtin import CONSOLE, DEFAULT
from themes.styles import keeping
from themes.styles import queries as styles
from themes.types import Asset, Look, Theme

__all__ = ["CONSOLE", "DEFAULT", "UnknownThemeError"]


class UnknownThemeError(KeyError):
    """Refuse a key that there is no theme for."""


def themes(owner: UUID | None = None) -> list[Theme]:
    """List the themes that a municipality can choose: those for everybody, and its own.

    :param owner: the municipality; without one, only those for everybody.
    """
    return [*builtin.themes(), *styles.current(owner)]


def get(key: str) -> Theme:
    """Find a theme by its key.

    :raises UnknownThemeError: when there is none.
    """
    found = builtin.find(key) or (styles.published(key) if keeping.is_key(key) else None)
    if found is None:
        raise UnknownThemeError(key)
    return found


def owners() -> Mapping[str, UUID | None]:
    """Tell for each theme that can be had, older revisions too, whose alone it is; None is everybody's."""
    return {**{theme.key: None for theme in builtin.themes()}, **styles.owners()}


def is_readable(key: str) -> bool:
    """Tell whether a theme is there and keeps the contrast that WCAG 2.2 AA asks."""
    found = builtin.values(key) if builtin.find(key) else styles.values(key)
    return found is not None and not contrast.check(found)


def by_name(name: str) -> Asset | None:
    """Find a stylesheet or a picture under `/thema/` by its full name, such as `0123456789ab.css`."""
    return builtin.by_name(name) or keeping.file(name)


def look(key: str) -> Look:
    """Give what a page needs of a theme; of an unknown key, of the neutral one.

    A tenant may still bear the key of a theme that a later release took away: it stays up, in neutral.
    """
    found = builtin.find(key)
    return found.look if found else keeping.look(key) or _neutral()


def context(key: str) -> dict[str, str]:
    """Give what the skeleton of a page asks of its context."""
    return look(key).context


def favicon(look: Look) -> str:
    """Answer where the icon of a look is; of one without any, that of the neutral one: browsers ask for one anyway."""
    return look.favicon or look.icon or _neutral().favicon


def _neutral() -> Look:
    neutral = builtin.find(DEFAULT)
    assert neutral is not None, "the neutral theme comes with the product"
    return neutral.look
