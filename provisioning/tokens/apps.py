"""The app that keeps keys of the API, in `public`."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Keys of the API, as digests."""

    name = "provisioning.tokens"
    label = "tokens"
    default_auto_field = "django.db.models.BigAutoField"
