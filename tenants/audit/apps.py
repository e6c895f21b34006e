"""The app whose one table lies in every tenant's schema."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The tenant's own audit stream."""

    name = "tenants.audit"
    label = "audit"
    verbose_name = "Logboek"
    default_auto_field = "django.db.models.BigAutoField"
