"""The app whose table, with announcements to editors, lies in `public`."""

from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    """Announcements to editors of many municipalities."""

    name = "tenants.announcements"
    label = "announcements"
    default_auto_field = "django.db.models.BigAutoField"
