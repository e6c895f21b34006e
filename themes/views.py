"""Serve the files of a theme: small, immutable, compressed beforehand.

The address holds the hash of the content and nothing of the tenant, so any host may serve it to anybody, and
a browser never asks twice.
"""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from themes import icons, queries
from themes.typefaces import queries as typefaces
from themes.types import Asset

CACHE: Final = "public, max-age=31536000, immutable"
# A drawing opened by itself may do nothing: no script, no style, no origin.
DRAWING_POLICY: Final = "default-src 'none'; sandbox"


def stylesheet(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the slots of a theme."""
    return _serve(request, f"{name}.css", "text/css; charset=utf-8")


def drawing(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a logo, a favicon or a horizon."""
    response = _serve(request, f"logo-{name}.svg", "image/svg+xml")
    response["Content-Security-Policy"] = DRAWING_POLICY
    return response


def icon(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the icon of a tab."""
    return _raw(icons.by_name(f"icon-{name}.ico"), "image/x-icon")


def touch_icon(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the icon of a home screen."""
    return _raw(icons.by_name(f"icon-{name}.png"), "image/png")


def typeface(request: HttpRequest, name: str) -> HttpResponse:
    """Serve an open typeface that comes with the product."""
    return _raw(typefaces.by_name(f"font-{name}.woff2"), "font/woff2")


def _raw(content: bytes | None, content_type: str) -> HttpResponse:
    """Serve what is compressed by itself."""
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = CACHE
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = DRAWING_POLICY
    response["Content-Length"] = str(len(content))
    return response


def _serve(request: HttpRequest, name: str, content_type: str) -> HttpResponse:
    asset = queries.by_name(name)
    if asset is None:
        raise Http404
    encoding, content = _negotiate(request, asset)
    response = HttpResponse(content, content_type=content_type)
    if encoding:
        response["Content-Encoding"] = encoding
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = CACHE
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = str(len(content))
    return response


def _negotiate(request: HttpRequest, asset: Asset) -> tuple[str, bytes]:
    accepted = _accepted(request.headers.get("Accept-Encoding", ""))
    if "br" in accepted:
        return "br", asset.brotli
    if "gzip" in accepted:
        return "gzip", asset.gzip
    return "", asset.content


def _accepted(header: str) -> set[str]:
    """Read the codings that the browser takes; those with weight zero it refuses."""
    codings = (part.partition(";") for part in header.lower().split(","))
    return {
        coding.strip()
        for coding, _, weight in codings
        if not weight.replace(" ", "").rstrip("0.").endswith("q=")
    }
