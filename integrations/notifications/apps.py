"""The app whose tables lie in every municipality's schema."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """News of other systems."""

    name = "integrations.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Meldingen van zaaksystemen"
