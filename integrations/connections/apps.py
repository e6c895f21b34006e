"""The app whose table lies in every municipality's schema."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """Connections of a municipality with other systems."""

    name = "integrations.connections"
    label = "connections"
    default_auto_field = "django.db.models.BigAutoField"
