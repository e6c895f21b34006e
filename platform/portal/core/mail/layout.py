"""How a letter looks: the house style, written into each element, as mail programs read no stylesheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import Error
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from structlog import get_logger

from portal.core import adjusting, queries
from portal.core.links import absolute
from tenants.entry import current
from themes import queries as themes
from themes.types import Look

from .wording.writing import Styles

NEUTRAL: Final = {
    "btn-bg": "#1d4e89",
    "btn-fg": "#ffffff",
    "header-bg": "#ffffff",
    "header-fg": "#1b1b1b",
    "mark": "#1d4e89",
    "link": "#1d4e89",
    "page-bg": "#ffffff",
    "fg": "#1b1b1b",
    "h-fg": "#1b1b1b",
}
"""For when the house style cannot be read: a letter leaves whatever is broken."""
FONT: Final = "font-family:Arial,Helvetica,sans-serif"
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Dress:
    """What the entered municipality wears: its colours by slot, and its logo as mail programs show one."""

    colours: Mapping[str, str]
    logo: str = ""


def dress() -> Dress:
    """Give what the entered municipality wears, as its pages do."""
    tenant = current()
    try:
        base, (chosen, logo) = adjusting.base_colours(tenant), adjusting.chosen_with_logo()
        made = adjusting.adjusted(themes.look(tenant.theme), chosen) if chosen else None
    except (Error, ValueError) as error:
        log.warning("mail.look_not_read", error=type(error).__name__)
        return Dress(NEUTRAL, _picture(themes.look(tenant.theme)))
    worn = adjusting.look_with_logo(tenant, logo)
    return Dress({**NEUTRAL, **base, **(made.colours if made else {})}, _picture(worn))


def _picture(look: Look) -> str:
    logo = next((path for path in (look.logo, look.touch_icon) if path.endswith(".png")), "")
    return absolute(logo) if logo.startswith("/") else ""


def styles(colour: Mapping[str, str]) -> Styles:
    """Give the style of each kind of element."""
    words = f"{FONT};font-size:16px;line-height:1.5;color:{colour['fg']}"
    return {
        "p": f"{words};margin:0 0 16px",
        "h1": f"{FONT};font-size:24px;line-height:1.3;color:{colour['h-fg']};margin:0 0 16px",
        "h2": f"{FONT};font-size:20px;line-height:1.3;color:{colour['h-fg']};margin:24px 0 8px",
        "list": f"{words};margin:0 0 16px;padding:0 0 0 24px",
        "a": f"color:{colour['link']};text-decoration:underline;overflow-wrap:anywhere",
        "button": (
            f"{FONT};font-size:16px;font-weight:bold;line-height:1.5;display:inline-block;padding:12px 24px;"
            f"border-radius:4px;background-color:{colour['btn-bg']};color:{colour['btn-fg']};text-decoration:none"
        ),
    }


def footing() -> dict[str, Any]:
    """Give what stands below every letter."""
    tenant, contact = current(), queries.contact()
    return {
        "municipality": tenant.name.removeprefix("Gemeente "),
        "website": absolute("/"),
        "phone": contact.phone,
        "phone_link": contact.phone_link,
    }


def html(subject: str, body: SafeString, language: str, foot: Mapping[str, Any], worn: Dress) -> str:
    """Put a written body into the frame of the municipality, in its colours."""
    values = {
        **foot,
        "subject": subject,
        "body": body,
        "language": language,
        "logo": worn.logo,
        "colour": {name.replace("-", "_"): text for name, text in worn.colours.items()},
        "font": FONT,
    }
    return render_to_string("core/mail/frame.html", values)


def text(body: str, foot: Mapping[str, Any]) -> str:
    """Put a body of plain text above what stands below every letter."""
    return f"{body}\n\n-- \n{render_to_string('core/mail/frame.txt', dict(foot)).strip()}\n"
