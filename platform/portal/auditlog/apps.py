"""The app of the page that shows the audit log; its table is that of `tenants.audit`."""

from django.apps import AppConfig


class AuditLogConfig(AppConfig):
    """Show the audit log in /beheer/."""

    name = "portal.auditlog"
    label = "auditlog"
    verbose_name = "Logboek"
