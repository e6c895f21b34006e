"""Shapes of documents that people write: what may stand where, and what is wrong at which place."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

type Problem = tuple[str, str]
"""A place such as `pages.2.title`, and what is wrong there."""
type Shape = Callable[[Any, str], Iterator[Problem]]


def text(longest: int = 100_000) -> Shape:
    """Want a text."""

    def look(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield place, _("Hier hoort tekst. Zet hem tussen aanhalingstekens als het een getal is.")
        elif len(value) > longest:
            yield place, _("Gebruik ten hoogste %(longest)d tekens.") % {"longest": longest}

    return look


def number(value: Any, place: str) -> Iterator[Problem]:
    """Want a number, or nothing."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        yield place, _("Hier hoort een getal.")


def flag(value: Any, place: str) -> Iterator[Problem]:
    """Want a yes or no."""
    if not isinstance(value, bool):
        yield place, _("Schrijf hier true of false.")


def one_of(*words: str) -> Shape:
    """Want one of these words."""

    def look(value: Any, place: str) -> Iterator[Problem]:
        if value not in words:
            yield place, _("Kies uit: %(words)s.") % {"words": ", ".join(words)}

    return look


def many(each: Shape) -> Shape:
    """Want a list."""

    def look(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, list | tuple):
            yield place, _("Hier hoort een lijst.")
            return
        for at, item in enumerate(value, start=1):
            yield from each(item, f"{place}.{at}")

    return look


def by_name(each: Shape) -> Shape:
    """Want a value for each of some names."""

    def look(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield place, _("Hier horen namen met waarden.")
            return
        for name, item in value.items():
            yield from each(item, f"{place}.{name}")

    return look


def fields(needed: tuple[str, ...] = (), /, **known: Shape) -> Shape:
    """Want a value for known names only, and for some of them surely."""

    def look(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield place, _("Hier horen namen met waarden.")
            return
        for name in needed:
            if name not in value:
                yield _below(place, name), _("Dit ontbreekt.")
        for name, item in value.items():
            if name in known:
                yield from known[name](item, _below(place, name))
            else:
                yield _below(place, str(name)), _("Dit onderdeel bestaat niet.")

    return look


def within(shape: Callable[[], Shape]) -> Shape:
    """Want a shape that holds itself, as the pages below a page."""
    return lambda value, place: shape()(value, place)


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
