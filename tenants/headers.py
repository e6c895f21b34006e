"""What every answer bears, whoever made it and however early: also an unknown host, a file, a database that is away.

Stands first in both processes that answer browsers. What a view or another middleware says itself is kept.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

UNUSED: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "clipboard-write",
    "compute-pressure", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
    "otp-credentials", "payment", "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
"""What browsers can do and none of our pages asks for. Security keys are not in it: they are a second factor."""
BASELINE: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
PRIVATE: Final = "private, no-store"
KEPT_BY_BROWSERS: Final = '"cache", "storage"'
"""Without `"cookies"`: that would reach all hosts below the same registered domain, other municipalities' too."""

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HeadersMiddleware:
    """Add what is missing; an answer that does not say who may keep it is kept by nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.baseline = {
            **BASELINE,
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Cache-Control": PRIVATE,
        }
        self.transport = transport_security()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.baseline.items():
            response.headers.setdefault(name, value)
        if self.transport and request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", self.transport)
        return response


def transport_security() -> str:
    """Answer for how long browsers must use https, as Django's settings say it; empty for plain http."""
    if not settings.SECURE_HSTS_SECONDS:
        return ""
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    parts += ["includeSubDomains"] if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else []
    parts += ["preload"] if settings.SECURE_HSTS_PRELOAD else []
    return "; ".join(parts)


def keep_private(response: HttpResponseBase) -> None:
    """Keep an answer out of every cache, whatever its view said."""
    response["Cache-Control"] = PRIVATE


def forget_here(response: HttpResponseBase) -> None:
    """Make the browser drop what it keeps of this host: for signing out (attack O20)."""
    response["Clear-Site-Data"] = KEPT_BY_BROWSERS
