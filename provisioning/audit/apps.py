"""The app of streams, seals and what is shown of them; the streams are tables of `tenants` and `tenants.audit`."""

from django.apps import AppConfig


class AuditingConfig(AppConfig):
    """Seal, verify, deliver and export audit streams."""

    name = "provisioning.audit"
    label = "auditing"
    verbose_name = "Logboeken"
