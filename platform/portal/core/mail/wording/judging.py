"""What is wrong with a text that somebody wrote, in words for that person, before it is kept."""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from . import addresses, reading
from .tree import Span

LONGEST_SUBJECT: Final = 150


@dataclass(frozen=True, slots=True)
class Rules:
    """What may come in the places of a text, and what has to."""

    names: Collection[str]
    links: Collection[str] = ()
    needed: Collection[str] = ()


def subject(text: str, rules: Rules) -> list[str]:
    """List what is wrong with a subject: it is one line of words."""
    if len(text.splitlines()) > 1 or any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text):
        return [_("Het onderwerp is één regel, zonder bijzondere tekens.")]
    if not text.strip():
        return [_("Vul een onderwerp in.")]
    if len(text) > LONGEST_SUBJECT:
        return [_("Gebruik ten hoogste %d tekens.") % LONGEST_SUBJECT]
    return list(_places(text, rules))


def body(text: str, rules: Rules) -> list[str]:
    """List what is wrong with a body."""
    if not text.strip():
        return [_("Vul een tekst in.")]
    if len(text) > reading.LONGEST:
        return [_("Gebruik ten hoogste %d tekens.") % reading.LONGEST]
    if "\x00" in text:
        return [_("De tekst bevat een teken dat niet kan worden bewaard.")]
    return [*_places(text, rules), *_links(text, rules), *_missing(text, rules)]


def _places(text: str, rules: Rules) -> Iterator[str]:
    named = reading.names(text)
    for name in dict.fromkeys(named):
        if name not in rules.names:
            yield _unknown(name, rules.names)
    if len(named) > reading.MOST_PLACES:
        yield _("Gebruik ten hoogste %d invulplekken.") % reading.MOST_PLACES
    rest = reading.PLACE.sub("", text)
    if any(mark in rest for mark in ("{{", "}}", "{%", "%}", "{#", "#}")):
        yield _(
            "Tussen {{ en }} mag alleen de naam van een invulplek staan. Iets anders, zoals {% … %}, kan hier niet."
        )


def _unknown(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    told = _("De invulplek {{ %s }} bestaat niet.") % name
    return f"{told} {_('Bedoelt u {{ %s }}?') % close[0]}" if close else told


def _links(text: str, rules: Rules) -> Iterator[str]:
    spans = (span for block in reading.read(text) for line in block.lines for span in line)
    for span in spans:
        if span.target and (told := _wrong_target(span, rules)):
            yield told
        if not span.target and any("](" in getattr(piece, "text", "") for piece in span.pieces):
            yield _("Een link schrijft u als [tekst](https://adres) of [tekst](/pad/). Deze link klopt niet.")


def _wrong_target(span: Span, rules: Rules) -> str:
    target = span.target
    if target and target.name:
        is_right = target.name in rules.links or target.name not in rules.names
        return "" if is_right else _("De invulplek {{ %s }} is geen adres om naartoe te gaan.") % target.name
    if target and not addresses.full(target.url, "https://own.invalid"):
        return (
            _(
                "Naar %s kan een link niet gaan. Gebruik https://, mailto:, tel: of een eigen pad, zoals /contact/."
            )
            % target.url[:80]
        )
    return ""


def _missing(text: str, rules: Rules) -> Iterator[str]:
    there = set(reading.names(text))
    for name in rules.needed:
        if name not in there:
            yield _("Zet {{ %s }} in de tekst: zonder dat weet de ontvanger niet wat te doen.") % name
