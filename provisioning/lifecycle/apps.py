"""The app that keeps the journal of operations, in `public`."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Operations on tenants, their steps, and the compiled schema."""

    name = "provisioning.lifecycle"
    label = "lifecycle"
    default_auto_field = "django.db.models.BigAutoField"
