"""The app of the page that shows connections; their table is that of `integrations.connections`."""

from django.apps import AppConfig


class ConnectivityConfig(AppConfig):
    """Show connections in /beheer/."""

    name = "portal.connectivity"
    label = "connectivity"
    verbose_name = "Koppelingen"
