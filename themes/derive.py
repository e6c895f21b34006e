"""Derive all slots from a short brand definition: two colours, fonts and a rounding.

What a municipality says itself (`overrides`) wins; the rest follows from its colours; what does not stand out
is repaired at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from themes import repair
from themes.slots import SLOTS, Values, clamp
from themes.values import Colour, Font, Length, Value, Weight

WHITE: Final = repair.WHITE
NEUTRAL: Final = Colour("#24527a")
"""The leading colour of a theme that names none."""
SYSTEM: Final = Font("system")
BOLD: Final = Weight(700)
SLIGHTLY_ROUND: Final = Length(6, "px")
SIGNALS: Final = {
    "info": (Colour("#e6f1fb"), Colour("#0b4a7d")),
    "ok": (Colour("#e5f4e9"), Colour("#14532d")),
    "warn": (Colour("#fff3d1"), Colour("#664600")),
    "err": (Colour("#fdeaea"), Colour("#8f1616")),
}


@dataclass(frozen=True, slots=True)
class Brand:
    """What a municipality brings: enough for a theme."""

    primary: Colour
    accent: Colour
    font: Font = SYSTEM
    heading_font: Font | None = None
    heading_weight: Weight = BOLD
    radius: Length = SLIGHTLY_ROUND
    overrides: Mapping[str, Value] = field(default_factory=dict)


def derive(brand: Brand) -> dict[str, Value]:
    """Fill every slot, with all blocking contrast pairs in order."""
    repaired, _ = repair.repair(fill(brand))
    return repaired


def fill(brand: Brand) -> dict[str, Value]:
    """Fill every slot as the brand has it, legible or not."""
    values: dict[str, Value] = {}
    for part in (_shape, _paper, _links, _buttons, _forms, _bands, _signals):
        for name, value in part(brand, {**values, **brand.overrides}).items():
            values[name] = brand.overrides.get(name, value)
    return values


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Blend a share of the other colour into the first."""
    return Colour.of(one.color.mix(other.color, share, space="oklab"))


def tone(colour: Colour, lightness: float, chroma: float) -> Colour:
    """Keep the hue; set lightness, and chroma at most to the one given."""
    moved = colour.color.convert("oklch")
    moved.set("lightness", lightness).set("chroma", min(moved["chroma"], chroma))
    return Colour.of(moved)


def _shape(brand: Brand, _values: Values) -> dict[str, Value]:
    return {
        "font": brand.font,
        "h-font": brand.heading_font or brand.font,
        "h-weight": brand.heading_weight,
        "btn-weight": Weight(600),
        "h1-size": Length(2.75),
        "h2-size": Length(1.875),
        "h3-size": Length(1.25),
        "h4-size": Length(1.125),
        "input-width": Length(1, "px"),
        **{name: clamp(SLOTS[name], brand.radius) for name in ("radius", "btn-radius", "input-radius")},
    }


def _paper(brand: Brand, values: Values) -> dict[str, Value]:
    page = _colour(values, "page-bg", WHITE)
    surface = _colour(values, "surface", mix(page, tone(brand.primary, 0.6, 0.1), 0.06))
    ink = repair.stand_out(tone(brand.primary, 0.22, 0.025), [page, surface], 7)
    return {
        "page-bg": page,
        "surface": surface,
        "card-bg": page,
        "fg": ink,
        "fg-muted": mix(ink, page, 0.28),
        "border": mix(page, tone(brand.primary, 0.45, 0.04), 0.22),
        "h-fg": repair.stand_out(brand.primary, [page, surface], 7),
        "accent-bg": mix(page, brand.primary, 0.1),
        "accent-fg": repair.stand_out(brand.primary, [mix(page, brand.primary, 0.1)], 6),
        "mark": brand.accent,
        "th-bg": surface,
        "th-fg": ink,
    }


def _links(brand: Brand, values: Values) -> dict[str, Value]:
    page, surface = _colour(values, "page-bg"), _colour(values, "surface")
    link = repair.stand_out(brand.primary, [page, surface], 4.5)
    return {
        "link": link,
        "link-hover": mix(link, _colour(values, "fg"), 0.45),
        "focus": repair.stand_out(repair.INK, [page, surface], 3),
        "focus-bg": Colour("#ffdd00"),
        "focus-fg": repair.INK,
    }


def _buttons(brand: Brand, values: Values) -> dict[str, Value]:
    page, link = _colour(values, "page-bg"), _colour(values, "link")
    ground = _colour(values, "btn-bg", brand.primary)
    hover = mix(ground, repair.INK, 0.22)
    return {
        "btn-bg": ground,
        "btn-fg": _on(ground),
        "btn-border": ground,
        "btn-hover-bg": hover,
        "btn-hover-fg": _on(hover),
        "btn2-bg": page,
        "btn2-fg": link,
        "btn2-border": link,
        "btn2-hover-bg": mix(page, link, 0.1),
        "btn2-hover-fg": link,
    }


def _forms(_brand: Brand, values: Values) -> dict[str, Value]:
    page, fg = _colour(values, "page-bg"), _colour(values, "fg")
    return {
        "input-bg": page,
        "input-fg": fg,
        "input-border": mix(page, fg, 0.55),
        "invalid": Colour("#b3261e"),
        "error-fg": Colour("#a31b14"),
    }


def _bands(brand: Brand, values: Values) -> dict[str, Value]:
    grounds = {
        "header": _colour(values, "page-bg"),
        "nav": brand.primary,
        "hero": _colour(values, "accent-bg"),
        "footer": tone(brand.primary, 0.28, 0.09),
        "step-now": _colour(values, "btn-bg"),
        "step-done": SIGNALS["ok"][1],
    }
    bands: dict[str, Value] = {}
    for part, ground in grounds.items():
        chosen = _colour(values, f"{part}-bg", ground)
        bands |= {f"{part}-bg": chosen, f"{part}-fg": _on(chosen, _colour(values, "h-fg"))}
    return bands


def _signals(_brand: Brand, values: Values) -> dict[str, Value]:
    page = _colour(values, "page-bg")
    return {
        f"{mood}-{role}": value
        for mood, (ground, front) in SIGNALS.items()
        for role, value in (("bg", ground), ("fg", front), ("border", repair.stand_out(front, [page], 3)))
    }


def _on(ground: Colour, preferred: Colour = WHITE) -> Colour:
    """Choose what is written on a band: the preferred colour where it is read well, else ink or white."""
    for front in (preferred, WHITE):
        if repair.stands_out(front, [ground], 4.5):
            return front
    return repair.readable_on(ground)


def _colour(values: Values, name: str, default: Colour | None = None) -> Colour:
    value = values.get(name, default)
    if not isinstance(value, Colour):
        raise TypeError(f"The slot {name!r} holds no colour.")
    return value
