"""Who may see and change what operators do with a municipality that is there."""

import uuid
from typing import Any

from django.test import override_settings

from provisioning.console.types import Role
from provisioning.lifecycle import runner
from provisioning.lifecycle.models import Operation
from tenants.types import TenantRef

VIEWER, OPERATOR, _OWNER = Role
ROLES = {
    "suspend": (OPERATOR, OPERATOR),
    "resume": (OPERATOR, OPERATOR),
    "maintenance": (OPERATOR, OPERATOR),
    "maintenance_preview": (OPERATOR, OPERATOR),
    "operation_undo": (OPERATOR, OPERATOR),
    "going_live": (VIEWER, OPERATOR),
    "settings": (OPERATOR, OPERATOR),
    "adjustable": (OPERATOR, OPERATOR),
    "domains": (VIEWER, VIEWER),
    "domain_add": (OPERATOR, OPERATOR),
    "domain_proof": (OPERATOR, OPERATOR),
    "domain_primary": (OPERATOR, OPERATOR),
    "domain_certificate": (OPERATOR, OPERATOR),
    "domain_remove": (OPERATOR, OPERATOR),
    "releases": (VIEWER, VIEWER),
    "release": (VIEWER, VIEWER),
    "release_restore": (OPERATOR, OPERATOR),
    "bulk_list": (VIEWER, VIEWER),
    "bulk_new": (OPERATOR, OPERATOR),
    "bulk_plan": (OPERATOR, OPERATOR),
    "bulk": (VIEWER, VIEWER),
    "bulk_retry": (OPERATOR, OPERATOR),
    "announcements": (VIEWER, VIEWER),
    "announcement_add": (OPERATOR, OPERATOR),
    "announcement_withdraw": (OPERATOR, OPERATOR),
    "themes": (VIEWER, VIEWER),
    "theme": (VIEWER, VIEWER),
    "theme_add": (OPERATOR, OPERATOR),
    "theme_archive": (OPERATOR, OPERATOR),
    "theme_edit": (OPERATOR, OPERATOR),
    "theme_preview": (VIEWER, VIEWER),
    "theme_publish": (OPERATOR, OPERATOR),
    "theme_renew": (OPERATOR, OPERATOR),
    "theme_shipped": (VIEWER, VIEWER),
    "theme_stylesheet": (VIEWER, VIEWER),
    "theme_thumbnail": (VIEWER, VIEWER),
    "theme_version": (VIEWER, VIEWER),
    "plans": (VIEWER, VIEWER),
    "plan": (OPERATOR, OPERATOR),
    "plan_add": (OPERATOR, OPERATOR),
    "plan_remove": (OPERATOR, OPERATOR),
    "webhooks": (VIEWER, VIEWER),
    "webhook": (VIEWER, VIEWER),
    "webhook_add": (OPERATOR, OPERATOR),
    "webhook_events": (OPERATOR, OPERATOR),
    "webhook_switch": (OPERATOR, OPERATOR),
    "webhook_rotate": (OPERATOR, OPERATOR),
    "webhook_forget": (OPERATOR, OPERATOR),
    "webhook_remove": (OPERATOR, OPERATOR),
    "deliveries": (VIEWER, VIEWER),
    "delivery": (VIEWER, VIEWER),
    "delivery_replay": (OPERATOR, OPERATOR),
}
MARKUP = "<script>alert(1)</script>"
"""What must never reach a page as it is (attack P02)."""


def arguments(tenant: TenantRef) -> dict[str, Any]:
    """Answer what stands in the addresses of these pages."""
    return {
        "host": tenant.primary_host,
        "number": 1,
        "bulk": uuid.UUID(int=6),
        "announcement": uuid.UUID(int=7),
        "style": uuid.UUID(int=8),
        "theme": "waterrijk",
        "plan": "basis",
        "look": "waterrijk",
        "endpoint": uuid.UUID(int=10),
        "delivery": uuid.UUID(int=11),
    }


def run(operation: Operation | None = None) -> Operation:
    """Do what the worker does with an operation, the newest one by default; it has the portals' addresses, not ours."""
    asked = operation or Operation.objects.latest("pk")
    with override_settings(ROOT_URLCONF="config.urls.portal"):
        runner.run(asked.uuid)
    asked.refresh_from_db()
    return asked
