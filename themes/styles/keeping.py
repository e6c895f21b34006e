"""Answer what portals ask of house styles on every page, from the memory of this process.

A face and a file never change, so what is known is never wrong, and nothing has to be told to anybody. Only what was
found is kept. While the database is away, a page that has not been asked for before is neutral.
"""

import functools
import re
from typing import Final

from django.db import Error
from structlog import get_logger

from tenants.entry import outside
from themes.types import Asset, Look

from .models import Face, File

KEY: Final = re.compile(r"[a-z0-9-]+--[1-9][0-9]{0,4}")
MOST_FACES: Final = 4_096
MOST_FILES: Final = 512
"""Stylesheets, logos and icons: some kilobytes each."""
log = get_logger(__name__)


class _AbsentError(LookupError):
    """Keep nothing of what is not there."""


def is_key(text: str) -> bool:
    """Tell whether this can be the key of a revision."""
    return KEY.fullmatch(text) is not None


def look(key: str) -> Look | None:
    """Give the look of a published revision; None where there is none, or nobody can tell now."""
    if not is_key(key):
        return None
    try:
        return _look(key)
    except _AbsentError:
        return None
    except Error as error:
        log.warning("themes.face_not_read", error=type(error).__name__)
        return None


def file(name: str) -> Asset | None:
    """Find a file of a house style by its full name.

    :raises django.db.Error: when the database is away.
    """
    try:
        return _file(name)
    except _AbsentError:
        return None


@functools.lru_cache(MOST_FACES)
def _look(key: str) -> Look:
    with outside():
        found = Face.objects.filter(key=key).first()
    if found is None:
        raise _AbsentError(key)
    return found.said


@functools.lru_cache(MOST_FILES)
def _file(name: str) -> Asset:
    with outside():
        found = File.objects.filter(name=name).first()
    if found is None:
        raise _AbsentError(name)
    return found.asset
