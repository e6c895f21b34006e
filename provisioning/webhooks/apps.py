"""The app of webhooks; its tables live in `public`."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Endpoints, events and deliveries."""

    name = "provisioning.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
