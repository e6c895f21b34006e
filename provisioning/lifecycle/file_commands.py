"""What the commands on files of configuration share: which file, whose, of what more than it names may go."""

import sys
from pathlib import Path

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants import registers
from tenants.models import Tenant

from . import commands
from .as_code import identity, reading
from .as_code.types import IDENTITY, Document
from .errors import RefusedError


def add_arguments(parser: CommandParser) -> None:
    """Add what they have in common."""
    parser.add_argument("file", help="YAML; - leest van de standaardinvoer")
    parser.add_argument(
        "--tenant", default="", help="webadres of kenmerk; anders zoals het bestand zelf zegt"
    )
    parser.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="SECTIE",
        choices=[section.key for section in registers.sections if section.removes],
        help="verwijder van deze sectie wat het bestand niet noemt; mag vaker",
    )


def opened(path: str) -> Document:
    """Read a file.

    :raises RefusedError: when it cannot be read.
    """
    if path == "-":
        return reading.read(sys.stdin.read())
    try:
        with Path(path).open("rb") as stream:
            given = stream.read(reading.LARGEST + 1)  # one more shows that there is more
    except OSError:
        raise RefusedError({"file": [_("Dit bestand kan niet worden gelezen: %s.") % path]}) from None
    return reading.read(given)


def meant(document: Document, word: str) -> tuple[Document, Tenant | None]:
    """Find the municipality that somebody names, or else the file; None when it has to be opened."""
    if word:
        return document, commands.tenant(word)
    told = document.told.get(IDENTITY)
    return document, identity.tenant(told) if isinstance(told, dict) else None
