"""Serve the files of a theme: small, immutable, compressed beforehand.

The address holds the hash of the content and nothing of the tenant, so any host may serve it to anybody, and
a browser never asks twice.
"""

from typing import Final

from django.db import Error
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
    file = f"icon-{name}.ico"
    return _raw(file, icons.by_name(file), "image/x-icon")


def touch_icon(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the icon of a home screen."""
    file = f"icon-{name}.png"
    return _raw(file, icons.by_name(file), "image/png")


def card(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the picture that goes with a link to a page."""
    file = f"card-{name}.png"
    return _raw(file, icons.by_name(file), "image/png")


def typeface(request: HttpRequest, name: str) -> HttpResponse:
    """Serve an open typeface that comes with the product."""
    file = f"font-{name}.woff2"
    return _raw(file, typefaces.by_name(file), "font/woff2")


def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a logo of pixels."""
    return _raw(f"logo-{name}.png", None, "image/png")


def _raw(name: str, shipped: bytes | None, content_type: str) -> HttpResponse:
    """Serve what is compressed by itself: from what comes with the product, else from what is kept."""
    try:
        kept = None if shipped else queries.by_name(name)
    except Error:
        return _away()
    content = shipped or (kept.content if kept else None)
    if content is None:
        raise Http404
    return send_picture(content, content_type)


def send_picture(content: bytes, content_type: str) -> HttpResponse:
    """Answer with a picture that is named after its content; opened by itself it may do nothing."""
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = CACHE
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = DRAWING_POLICY
    response["Content-Length"] = str(len(content))
    return response


def _serve(request: HttpRequest, name: str, content_type: str) -> HttpResponse:
    try:
        asset = queries.by_name(name)
    except Error:
        return _away()
    if asset is None:
        raise Http404
    return send(request, asset, content_type)


def send(request: HttpRequest, asset: Asset, content_type: str) -> HttpResponse:
    """Answer with a file that is named after its content, compressed as the browser likes it."""
    encoding, content = _negotiate(request, asset)
    response = HttpResponse(content, content_type=content_type)
    if encoding:
        response["Content-Encoding"] = encoding
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = CACHE
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = str(len(content))
    return response


def _away() -> HttpResponse:
    """Say that it cannot be told now whether there is such a file: nobody may remember this."""
    return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})


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
