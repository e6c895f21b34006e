"""Answer a request with a PDF: the municipality's look, and nothing that the page did not name."""

import contextlib
import re
from collections.abc import Mapping
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import slugify

from portal.core import logos
from portal.core.links import absolute
from tenants.entry import current
from themes import queries as themes
from themes.typefaces import queries as typefaces
from themes.types import Look

from . import operations

STYLE: Final = "core/printed.css"
TYPEFACE: Final = "noto-sans"
KINDS: Final = {"css": "text/css", "svg": "image/svg+xml", "png": "image/png"}
OWN_LOGO: Final = re.compile(rf'src="{logos.OWN}(logo-[0-9a-f]{{12}}\.(?:svg|png))"')
AGAIN: Final = 10
"""Seconds after which somebody may try again."""


def answer(request: HttpRequest, template: str, title: str, context: Mapping[str, Any]) -> HttpResponse:
    """Print a template that extends `core/printed.html`; says kindly when that cannot be done now."""
    look, face = themes.look(current().theme), typefaces.of_key(TYPEFACE)
    assert face is not None
    html = render_to_string(template, {**context, "printed_title": title}, request=request)
    files = {
        f"/{STYLE}": (style(face), "text/css"),
        face.url: (face.content, "font/woff2"),
        **_of_theme(look),
        **_of_municipality(html),
    }
    try:
        content = operations.draw(html, files, base=absolute("/"))
    except operations.NotDrawnError:
        response = render(request, "core/not_printed.html", {"printed_title": title}, status=503)
        response["Retry-After"] = str(AGAIN)
        return response
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(title) or "pagina"}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _of_theme(look: Look) -> operations.Files:
    """Give the files of a theme that paper shows; one that cannot be had now is left out."""
    found: dict[str, tuple[bytes, str]] = {}
    for path in filter(None, (look.stylesheet, look.logo)):
        with contextlib.suppress(Error):
            if asset := themes.by_name(path.rpartition("/")[2]):
                found[path] = (asset.content, KINDS[path.rpartition(".")[2]])
    return found


def _of_municipality(html: str) -> operations.Files:
    """Give the logo that the municipality chose itself, where the page shows it."""
    found: dict[str, tuple[bytes, str]] = {}
    for name in set(OWN_LOGO.findall(html)):
        with contextlib.suppress(Error):
            if file := logos.file(name):
                found[f"{logos.OWN}{name}"] = file
    return found


def style(face: typefaces.Shipped) -> bytes:
    """Write the stylesheet of paper, with the typeface that comes with it: a server may have none."""
    found = finders.find(STYLE)
    assert isinstance(found, str)
    with open(found, encoding="utf-8") as file:
        return f"{face.face}{file.read()}".encode()
