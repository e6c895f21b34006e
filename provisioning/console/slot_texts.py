"""What the slots of a theme are called, and in which order people look for them."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from themes import identity


@dataclass(frozen=True, slots=True)
class SlotGroup:
    """Slots that belong together on a page."""

    key: str
    title: Promise
    slots: dict[str, Promise]


GROUPS: Final = (
    SlotGroup(
        "herkenning",
        _("Herkenning: hieraan zien mensen welke gemeente het is"),
        {
            "header-bg": identity.SLOTS["header-bg"],
            "header-fg": identity.SLOTS["header-fg"],
            "mark": identity.SLOTS["mark"],
            "btn-bg": identity.SLOTS["btn-bg"],
            "btn-fg": identity.SLOTS["btn-fg"],
            "link": identity.SLOTS["link"],
            "footer-bg": identity.SLOTS["footer-bg"],
            "footer-fg": identity.SLOTS["footer-fg"],
        },
    ),
    SlotGroup(
        "opening",
        _("Menu en opening"),
        {
            "nav-bg": _("Menu: achtergrond"),
            "nav-fg": _("Menu: tekst"),
            "hero-bg": identity.SLOTS["hero-bg"],
            "hero-fg": identity.SLOTS["hero-fg"],
            "accent-bg": _("Icoonvlak: achtergrond"),
            "accent-fg": _("Icoonvlak: icoon"),
        },
    ),
    SlotGroup(
        "knoppen",
        _("Knoppen"),
        {
            "btn-border": _("Knop: rand"),
            "btn-hover-bg": _("Knop onder de muis: achtergrond"),
            "btn-hover-fg": _("Knop onder de muis: tekst"),
            "btn2-bg": _("Tweede knop: achtergrond"),
            "btn2-fg": _("Tweede knop: tekst"),
            "btn2-border": _("Tweede knop: rand"),
            "btn2-hover-bg": _("Tweede knop onder de muis: achtergrond"),
            "btn2-hover-fg": _("Tweede knop onder de muis: tekst"),
            "btn-weight": _("Knop: dikte van letters"),
            "btn-radius": _("Knop: ronde hoeken"),
        },
    ),
    SlotGroup(
        "links",
        _("Links en focus"),
        {
            "link-hover": _("Links onder de muis"),
            "focus": _("Focus: rand"),
            "focus-bg": _("Focus: achtergrond"),
            "focus-fg": _("Focus: tekst"),
        },
    ),
    SlotGroup(
        "formulieren",
        _("Formulieren"),
        {
            "input-bg": _("Invulveld: achtergrond"),
            "input-fg": _("Invulveld: tekst"),
            "input-border": _("Invulveld: rand"),
            "invalid": _("Invulveld met fout: rand"),
            "error-fg": _("Foutmelding"),
            "input-radius": _("Invulveld: ronde hoeken"),
            "input-width": _("Invulveld: dikte van rand"),
        },
    ),
    SlotGroup(
        "signalen",
        _("Meldingen"),
        {
            "info-bg": _("Uitleg: achtergrond"),
            "info-fg": _("Uitleg: tekst"),
            "info-border": _("Uitleg: rand"),
            "ok-bg": _("Gelukt: achtergrond"),
            "ok-fg": _("Gelukt: tekst"),
            "ok-border": _("Gelukt: rand"),
            "warn-bg": _("Let op: achtergrond"),
            "warn-fg": _("Let op: tekst"),
            "warn-border": _("Let op: rand"),
            "err-bg": _("Fout: achtergrond"),
            "err-fg": _("Fout: tekst"),
            "err-border": _("Fout: rand"),
        },
    ),
    SlotGroup(
        "voortgang",
        _("Stappen en tabellen"),
        {
            "step-done-bg": _("Stap die klaar is: achtergrond"),
            "step-done-fg": _("Stap die klaar is: teken"),
            "step-now-bg": _("Stap van nu: achtergrond"),
            "step-now-fg": _("Stap van nu: teken"),
            "th-bg": _("Kop van tabel: achtergrond"),
            "th-fg": _("Kop van tabel: tekst"),
        },
    ),
    SlotGroup(
        "tekst",
        _("Tekst en papier"),
        {
            "page-bg": _("Pagina: achtergrond"),
            "surface": _("Vlak: achtergrond"),
            "card-bg": _("Kaart: achtergrond"),
            "fg": _("Tekst"),
            "fg-muted": _("Rustige tekst"),
            "border": _("Lijnen"),
            "h-fg": _("Koppen"),
            "font": _("Lettertype"),
            "h-font": _("Lettertype van koppen"),
            "h-weight": _("Koppen: dikte"),
            "h1-size": _("Kop 1: grootte"),
            "h2-size": _("Kop 2: grootte"),
            "h3-size": _("Kop 3: grootte"),
            "h4-size": _("Kop 4: grootte"),
        },
    ),
    SlotGroup("vorm", _("Vorm"), {"radius": _("Kaarten: ronde hoeken")}),
)
NAMES: Final[dict[str, Promise]] = {name: text for group in GROUPS for name, text in group.slots.items()}


def name(slot: str) -> str:
    """Name a slot in words."""
    return str(NAMES.get(slot, slot))
