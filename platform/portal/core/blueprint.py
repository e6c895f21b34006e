"""The part of a blueprint that is about settings: texts, and where the municipality can be reached."""

from collections.abc import Mapping
from typing import Any

from tenants import shapes
from tenants.shapes import Shape

from .models import ContactDetails, Texts

_text, _line = shapes.text(600), shapes.text(120)
_hours = shapes.many(shapes.fields(("days", "hours"), days=_line, hours=_line))

SHAPES: Mapping[str, Shape] = {
    "tagline": _line,
    "welcome": _text,
    "english": shapes.fields(tagline=_line, welcome=_text, announcement=_text, intro=_text, hours=_hours),
    "announcement": shapes.fields(text=_text, level=shapes.one_of("info", "warn")),
    "contact": shapes.fields(
        phone=shapes.text(20),
        email=shapes.text(254),
        intro=_text,
        hours=_hours,
        address=shapes.fields(name=_line, street=_line, postcode=_line, city=_line),
    ),
}


def export() -> dict[str, Any]:
    """Say what the entered municipality says in general, in the form that `seeds.fill` reads.

    Numbers, addresses and opening hours stay behind: they are its own, as is an announcement of today.
    """
    texts = Texts.objects.filter(pk=1).first() or Texts()
    contact = ContactDetails.objects.filter(pk=1).first() or ContactDetails()
    return {
        "tagline": texts.tagline,
        "welcome": texts.welcome,
        "contact": {"intro": contact.intro},
        "english": {"tagline": texts.tagline_en, "welcome": texts.welcome_en, "intro": contact.intro_en},
    }
