"""The app of the page that shows deliveries; their table is that of `integrations.outbox`."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """Show in /beheer/ what leaves for other systems."""

    name = "portal.deliveries"
    label = "deliveries"
    verbose_name = "Uitgaande berichten"
