"""Make a letter: the municipality's own words where it has them and they can be used, else the product's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import Error, transaction
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from structlog import get_logger

from portal.core import queries as core
from portal.core.links import absolute
from tenants.entry import current

from . import kinds, layout, leaving
from .models import MailTemplate
from .topics import topics
from .types import DUTCH, MailKind, Placeholder, Wording
from .wording import judging, reading, writing
from .wording.values import Values

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody gets."""

    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    leave: str = field(default="", repr=False)
    """Where the reader stops such letters; empty for those that they need."""


def language_of(kind: MailKind, wanted: str = "") -> str:
    """Answer the language of a letter: that of its receiver, where the kind has it."""
    code = (wanted or get_language() or DUTCH).partition("-")[0]
    return code if code in kind.texts else DUTCH


def rules(kind: MailKind) -> judging.Rules:
    """Answer what may and must stand in texts of a kind."""
    places = kinds.placeholders(kind)
    return judging.Rules(
        names=tuple(places),
        links=tuple(name for name, each in places.items() if each.is_link),
        needed=kind.needed,
    )


def problems(kind: MailKind, wording: Wording) -> dict[str, list[str]]:
    """List what is wrong with somebody's wording, by field; nothing when it can be used."""
    given = rules(kind)
    found = {"subject": judging.subject(wording.subject, given), "body": judging.body(wording.body, given)}
    return {name: texts for name, texts in found.items() if texts}


def wording(kind: MailKind, language: str) -> Wording:
    """Answer the words of a kind: a municipality's own that cannot be used never stops a letter."""
    default = kind.texts[language]
    try:
        with transaction.atomic():
            row = MailTemplate.objects.filter(kind=kind.key, language=language).first()
    except Error as error:
        log.error("mail.template_not_read", kind=kind.key, error=type(error).__name__)
        return default
    if row is None:
        return default
    own = Wording(row.subject, row.body)
    if problems(kind, own):
        log.error("mail.template_not_used", kind=kind.key, language=language)
        return default
    return own


def values(kind: MailKind, given: Mapping[str, Any]) -> Values:
    """Put together what comes in the places of a letter."""
    shared = {"municipality": current().name.removeprefix("Gemeente "), "phone": core.contact().phone}
    places = kinds.placeholders(kind)
    words = {name: each.value({**shared, **given}) for name, each in places.items()}
    return _filled(places, words)


def examples(kind: MailKind) -> Values:
    """Put together what shows how a letter looks, about nobody."""
    places = kinds.placeholders(kind)
    words = {name: str(each.example) for name, each in places.items()}
    words["municipality"] = current().name.removeprefix("Gemeente ")
    return _filled(places, words)


def write(
    said: Wording, filled: Values, language: str, *, leave: str = "", about: str | Promise = ""
) -> Letter:
    """Write a letter out.

    :param leave: where the reader stops letters about something.
    """
    with override(language):
        foot, worn = {**layout.footing(), "leave": leave, "about": about}, layout.dress()
        subject = " ".join(filled.text(reading.read_line(" ".join(said.subject.split()))).split())[:200]
        blocks = reading.read(said.body)
        body = writing.html(blocks, filled, layout.styles(worn.colours))
        return Letter(
            subject=subject,
            text=layout.text(writing.text(blocks, filled), foot),
            html=layout.html(subject, body, language, foot, worn),
            leave=leave,
        )


def compose(kind: MailKind, given: Mapping[str, Any], language: str = "", *, reader: str = "") -> Letter:
    """Make the letter of a kind for one receiver.

    :param reader: who that is to the kind's topic; without it the letter says nowhere how to stop such letters.
    """
    code = language_of(kind, language)
    with override(code):
        filled = values(kind, given)
        leave = leaving.link(kind.topic, reader) if kind.topic and reader else ""
    about = topics.get(kind.topic).title if leave else ""
    return write(wording(kind, code), filled, code, leave=leave, about=about)


def _filled(places: Mapping[str, Placeholder], words: dict[str, str]) -> Values:
    links = frozenset(name for name, each in places.items() if each.is_link)
    words |= {name: absolute(words[name]) for name in links if words[name].startswith("/")}
    longs = frozenset(name for name, each in places.items() if each.is_long)
    return Values(words, links, absolute("/"), longs)
