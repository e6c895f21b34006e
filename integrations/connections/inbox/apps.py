"""The app whose table lies in `public`."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Commands that wait for a worker which may enter the municipality."""

    name = "integrations.connections.inbox"
    label = "connections_inbox"
    default_auto_field = "django.db.models.BigAutoField"
