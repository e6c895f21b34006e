"""The app of the API; its tables live in `public`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Answers that were given, for requests that are sent twice."""

    name = "provisioning.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
