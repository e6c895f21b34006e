"""The app of the frame, the tenant's settings and the outbox."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Hold the settings of a municipality and the mail that it sends."""

    name = "portal.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Gemeente"
