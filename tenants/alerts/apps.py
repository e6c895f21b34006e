"""The app whose tables, with alerts and their notices, lie in `public`."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Alerts about all municipalities."""

    name = "tenants.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"
