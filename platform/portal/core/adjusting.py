"""How the entered municipality looks: as its theme, with what its administrators adjusted.

A theme is adjusted where it is shown: what comes out follows from the theme's stylesheet and from the colours alone, so
another revision of the house style, or a release that is put back, needs nothing to be made anew.
"""

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.db import Error
from structlog import get_logger

from tenants.types import TenantRef
from themes import adjusting, identity
from themes import queries as themes
from themes.adjusting import Adjusted
from themes.types import Asset, Look

from . import logos
from .models import Adjustable, AdjustedSheet, Adjustment

COLOURS: Final = {slot: slot.replace("-", "_") for slot in identity.SLOTS}
"""By slot, the column of what administrators chose for it."""
CHOICES: Final = {**COLOURS, identity.LOGO: identity.LOGO}
"""The same with the logo."""
MOST: Final = 256
"""Adjusted themes that a process remembers: some kilobytes each."""
log = get_logger(__name__)


def look(tenant: TenantRef, given: Mapping[str, str]) -> Look:
    """Give what a page needs; while the database is away, or nothing was adjusted, that of the theme.

    :param given: what was chosen, by slot, with the logo; a query tells whether it still may be.
    """
    base = themes.look(tenant.theme)
    try:
        row = _may() if given else Adjustable()
        colours = {slot: text for slot, text in given.items() if slot in _slots(row)}
        made = adjusted(base, colours) if colours else None
        own = logos.paths(given.get(identity.LOGO, "")) if row.logo else {}
    except (Error, ValueError) as error:
        log.warning("core.look_not_adjusted", error=type(error).__name__)
        return base
    found = replace(base, **own)
    return replace(found, stylesheet=made.asset.url, color=made.colours["header-bg"]) if made else found


def look_with_logo(tenant: TenantRef, name: str | None = None) -> Look:
    """Give the look of the theme with the logo that was chosen: for letters, and who asks for an icon alone.

    :param name: of that logo, where it was read already.
    """
    try:
        name = chosen_logo() if name is None else name
    except Error as error:
        log.warning("core.look_not_adjusted", error=type(error).__name__)
        name = ""
    return look(tenant, {identity.LOGO: name} if name else {})


def allowed() -> tuple[str, ...]:
    """List the slots that administrators may adjust: one query."""
    return _slots(_may())


def may_choose_logo() -> bool:
    """Tell whether administrators may choose a logo: one query."""
    return _may().logo


def chosen_logo() -> str:
    """Name the logo that was chosen, whether it still may be or not; nothing where none was."""
    row = Adjustment.objects.first()
    return row.logo if row else ""


def chosen() -> dict[str, str]:
    """Give the colours that were chosen and still may be: one query where there are none."""
    return chosen_with_logo()[0]


def chosen_with_logo() -> tuple[dict[str, str], str]:
    """Give the same with the name of the logo that was chosen, of one row."""
    row = Adjustment.objects.first()
    given = {slot: getattr(row, name) for slot, name in COLOURS.items()} if row else {}
    colours = _permitted({slot: text for slot, text in given.items() if text})
    return colours, row.logo if row else ""


def base_colours(tenant: TenantRef) -> Mapping[str, str]:
    """Give the colours of the theme itself, by slot."""
    sheet = _sheet(themes.look(tenant.theme).stylesheet)
    return adjusting.colours(sheet) if sheet else {}


def adjusted(base: Look, given: Mapping[str, str]) -> Adjusted | None:
    """Make the theme with these colours; None when its file is not there.

    :raises ValueError: when that cannot be.
    :raises django.db.Error: when the database is away.
    """
    try:
        return _made(base.stylesheet, tuple(sorted(given.items())))
    except FileNotFoundError:
        return None


def sheet(tenant: TenantRef, name: str) -> Asset | None:
    """Find an adjusted stylesheet of the entered municipality, of now or of before, by its full name."""
    found = AdjustedSheet.objects.filter(name=name).first()
    if found:
        return found.asset
    given = chosen()
    made = adjusted(themes.look(tenant.theme), given) if given else None
    return made.asset if made and made.asset.name == name else None


def _permitted(given: Mapping[str, str]) -> dict[str, str]:
    may = allowed() if given else ()
    return {slot: text for slot, text in given.items() if slot in may}


def _may() -> Adjustable:
    return Adjustable.objects.first() or Adjustable()


def _slots(row: Adjustable) -> tuple[str, ...]:
    return tuple(slot for group, slots in identity.GROUPS.items() if getattr(row, group) for slot in slots)


def _sheet(path: str) -> bytes | None:
    found = themes.by_name(path.rpartition("/")[2])
    return found.content if found else None


@functools.lru_cache(MOST)
def _made(path: str, given: tuple[tuple[str, str], ...]) -> Adjusted:
    content = _sheet(path)
    if content is None:
        raise FileNotFoundError(path)
    return adjusting.adjust(content, dict(given))
