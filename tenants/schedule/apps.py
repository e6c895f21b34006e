"""The app whose tables, with the work that waits, lie in `public`."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """Work of all municipalities."""

    name = "tenants.schedule"
    label = "schedule"
    default_auto_field = "django.db.models.BigAutoField"
