"""What every page of the console has: its look, who is signed in, and the way round."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from themes import queries as themes

from .types import Role

SECTIONS = {
    "tenants": {
        "tenants",
        "tenant",
        "open",
        "open_step",
        "feature",
        "operation",
        "plans",
        "plan",
        "plan_add",
        "plan_remove",
    },
    "connection_board": set(),
    "themes": set(),
    "components": set(),
    "bulk_list": {"bulk_new", "bulk_plan", "bulk"},
    "announcements": {"announcement_add", "announcement_withdraw"},
    "webhooks": {
        "webhook",
        "webhook_add",
        "webhook_events",
        "webhook_rotate",
        "webhook_remove",
        "deliveries",
        "delivery",
    },
    "audit": {"audit", "audit_check", "audit_course"},
    "operators": set(),
    "account": {
        "account",
        "password",
        "device_add",
        "device_confirm",
        "device_remove",
        "passkey_add",
        "passkey_remove",
        "recovery_codes",
        "tokens",
        "token_make",
        "token_revoke",
    },
}
ABOUT_ONE = {
    "suspend",
    "resume",
    "maintenance",
    "going_live",
    "settings",
    "domains",
    "domain_add",
    "domain_proof",
    "domain_primary",
    "domain_certificate",
    "domain_remove",
    "releases",
    "release",
    "release_restore",
}
"""Pages about one municipality that is there."""


def look() -> dict[str, Any]:
    """Answer what a page needs without asking the database anything."""
    return {**themes.context(themes.CONSOLE), "site_name": _("Console")}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Answer the look, the operator and the menu, as a context processor."""
    operator = getattr(request, "operator", None)
    if not operator:
        return look()
    return {**look(), "operator": operator, "menu": _menu(request)}


def _menu(request: HttpRequest) -> list[tuple[str, str, bool | str]]:
    here = request.resolver_match.url_name if request.resolver_match else ""
    entries = [
        ("tenants", _("Gemeenten")),
        ("connection_board", _("Koppelingen")),
        ("themes", _("Thema’s")),
        ("components", _("Componenten")),
        ("bulk_list", _("Bewerkingen")),
        ("announcements", _("Mededelingen")),
        ("webhooks", _("Webhooks")),
        ("audit", _("Logboek")),
        *([("operators", _("Beheerders"))] if request.operator.may(Role.OWNER) else []),  # type: ignore[attr-defined]
        ("account", _("Mijn account")),
    ]
    return [(label, reverse(f"console:{name}"), _current(name, str(here))) for name, label in entries]


def _current(name: str, here: str) -> bool | str:
    if here == name:
        return True
    below = {
        "tenants": _is_about_one(here),
        "themes": here == "theme" or here.startswith("theme_"),
        "operators": here.startswith("operator_") or here == "operator",
    }
    return "section" if here in SECTIONS[name] or below.get(name) else False


def _is_about_one(here: str) -> bool:
    """Tell whether a page is about one municipality, or about a connection, which is part of it."""
    return here in ABOUT_ONE or (here.startswith("connection") and here != "connection_board")
