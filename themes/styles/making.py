"""Make out of a draft what is kept: values, files, and where they come from. Nothing is written here."""

from dataclasses import asdict
from typing import Any, Final

from themes import contrast, emit, intake, slots
from themes.compiling import Compiled
from themes.images import icons
from themes.images.drawings import Drawing
from themes.images.rasters import Picture
from themes.intake import Intake
from themes.typefaces import queries as typefaces
from themes.types import Asset, Finding, Look, Provenance, Reason, Severity
from themes.types import Origin as From

from .types import Draft, Origin

OF_LOGO: Final = ("logo", "favicon", "icon", "touch_icon", "card")
"""Files that are made from the logo."""


def take(origin: Origin) -> Intake:
    """Make a theme from where it comes from; what is wrong with it is in the findings."""
    if origin.brand:
        return intake.from_brand(**origin.brand, given=origin.given)
    return intake.from_file(origin.content, origin.file, origin.choice, origin.given)


def kept(draft: Draft, theme: Compiled) -> dict[str, Any]:
    """Give the fields of a revision that follow from its theme."""
    return {
        "format": draft.taken.format,
        "file": draft.origin.file[:200],
        "choice": draft.origin.choice[:200],
        "brand": dict(draft.origin.brand),
        "given": dict(draft.origin.given),
        "mapping": theme.version,
        "values": slots.plain(theme.values),
        "provenance": [asdict(each) for each in theme.provenance],
        "findings": [asdict(each) for each in (*draft.taken.findings, *draft.taken.advice)],
        "statement": draft.statement.as_data() if draft.statement else {},
        "note": draft.note[:300],
    }


def provenance(data: list[dict[str, Any]]) -> list[Provenance]:
    """Read what `kept` wrote."""
    return [
        Provenance(**{**each, "origin": From(each["origin"]), "asked": tuple(each["asked"])}) for each in data
    ]


def findings(data: list[dict[str, Any]]) -> list[Finding]:
    """Read what `kept` wrote; what only a later release knows of is left out."""
    known = [each for each in data if each["reason"] in Reason]
    return [
        Finding(**{**each, "severity": Severity(each["severity"]), "reason": Reason(each["reason"])})
        for each in known
    ]


def files(theme: Compiled, logo: Drawing | Picture | None) -> dict[str, Asset]:
    """Make the files of a theme, by what they are in a `Look`; without a logo only the stylesheet."""
    made = {"stylesheet": theme.stylesheet}
    if logo is None:
        return made
    plate = contrast.colour(theme.values, "page-bg")
    suffix = "svg" if isinstance(logo, Drawing) else "png"
    drawn = emit.asset(logo.content, f"logo-{{}}.{suffix}")
    return {
        **made,
        "logo": drawn,
        "favicon": drawn,
        "icon": emit.asset(icons.ico(logo), "icon-{}.ico"),
        "touch_icon": emit.asset(icons.touch(logo, plate), "icon-{}.png"),
        "card": emit.asset(card(theme, logo), "card-{}.png"),
    }


def card(theme: Compiled, logo: Drawing | Picture) -> bytes:
    """Paint the picture that goes with a link: the logo on the colours of the theme, without words."""
    plate, band = (contrast.colour(theme.values, name) for name in ("page-bg", "mark"))
    return icons.card(logo, icons.Look(plate, plate, band), "", typefaces.shipped()[0].content)


def look(theme: Compiled, made: dict[str, Asset], before: Look | None) -> Look:
    """Say where the files of a revision are; those of a logo that was not given again stay as they were."""
    kept = {part: getattr(before, part) for part in OF_LOGO} if before else {}
    typeface = emit.typeface(theme.values)
    paths = {**kept, **{part: asset.url for part, asset in made.items()}}
    return Look(
        **paths,
        color=contrast.colour(theme.values, "header-bg").hex,
        typeface=typeface.url if typeface else "",
    )


def plain(look: Look) -> dict[str, str]:
    """Write a look so that it can be kept; `Look(**plain)` reads it."""
    return asdict(look)
