"""The app whose table lies in every municipality's schema."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """What leaves for other systems."""

    name = "integrations.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Uitgaande berichten"
