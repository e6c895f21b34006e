"""Judge a file before it is compared: whether everything in it is known, and may stand where it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from tenants import registers
from tenants.registers import Section
from tenants.shapes import Problem

from . import identity, references
from .references import Environment
from .types import IDENTITY, VERSION, Document, FileError, Refusal

ENABLES: Final = "_config_enable"
"""What comes behind the name of a section in the flag that sets it aside, as in django-setup-configuration."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file says, of which every word may be."""

    document: Document
    identity: Mapping[str, Any]
    told: Mapping[str, Any]
    """By section; those that are set aside are not in it."""

    def sections(self) -> list[Section]:
        """List the sections, in the order of the register."""
        return [section for section in registers.sections if section.key in self.told]

    def refuse(self, problems: list[Problem]) -> None:
        """Refuse the file, if there are problems.

        :raises FileError: with the line of each.
        """
        if problems:
            raise FileError([Refusal(self.document.line(place), place, text) for place, text in problems])


def judge(document: Document, environment: Environment) -> Judged:
    """Look up what a file refers to, and let it pass.

    :raises FileError: with all that is wrong, whoever the municipality is.
    """
    told, refusals = references.resolved(document, environment)
    refused = {refusal.place for refusal in refusals}
    problems = [problem for problem in _problems(told) if problem[0] not in refused]
    refusals += [Refusal(document.line(place), place, text) for place, text in problems]
    if refusals:
        raise FileError(refusals)
    chosen = {
        key: told[key] for key in told if key in registers.sections and told.get(f"{key}{ENABLES}", True)
    }
    return Judged(document, told[IDENTITY], chosen)


def _problems(told: Mapping[str, Any]) -> Iterator[Problem]:
    if told.get("version") != VERSION:
        yield (
            "version",
            _("Dit is versie %(found)s. Deze installatie leest versie %(known)s.")
            % {
                "found": str(told.get("version", _("(leeg)")))[:20],
                "known": VERSION,
            },
        )
    if IDENTITY not in told:
        yield "", _("De sectie “municipality” ontbreekt: van welke gemeente is dit bestand?")
    for key, value in told.items():
        yield from _in_section(key, value)


def _in_section(key: str, value: Any) -> Iterator[Problem]:
    if key == "version":
        return
    if key == IDENTITY:
        yield from identity.SHAPE(value, key)
    elif key in registers.sections:
        yield from registers.sections.get(key).shape(value, key)
    elif key.endswith(ENABLES) and key.removesuffix(ENABLES) in registers.sections:
        if not isinstance(value, bool):
            yield key, _("Schrijf hier true of false.")
    else:
        known = ", ".join([IDENTITY, *(section.key for section in registers.sections)])
        yield key, _("Deze sectie bestaat niet. Kies uit: %s.") % known
