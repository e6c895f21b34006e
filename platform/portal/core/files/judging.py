"""Judge one file."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import BinaryIO

from . import naming
from .kinds import HEAD, KINDS
from .types import Fault, UnfitError


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be taken, as far as can be seen without a scanner for viruses."""

    name: str = field(repr=False)
    """Safe to be kept, and to be offered again."""
    type: str
    size: int


def judge(file: BinaryIO, *, name: str, size: int, allowed: Collection[str], largest: int) -> Judged:
    """Answer what a file is; it is read, and stands at its beginning afterwards.

    :param name: as the browser told it.
    :param allowed: endings that are taken.
    :raises UnfitError: when it is not taken.
    """
    ending = naming.ending_of(name)
    if ending not in allowed or ending not in KINDS:
        raise UnfitError(Fault.ENDING)
    if size == 0:
        raise UnfitError(Fault.EMPTY)
    if size > largest:
        raise UnfitError(Fault.TOO_LARGE)
    kind = KINDS[ending]
    try:
        file.seek(0)
        if not kind.is_it(file, file.read(HEAD)):
            raise UnfitError(Fault.OTHER_CONTENT)
    finally:
        file.seek(0)
    return Judged(naming.cleaned(name, ending), kind.type, size)
