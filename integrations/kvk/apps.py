"""The app of the KVK, so that its registrations are found; it has no tables."""

from django.apps import AppConfig


class KvkConfig(AppConfig):
    """Companies and branches."""

    name = "integrations.kvk"
    label = "kvk"
    verbose_name = "Handelsregister"
