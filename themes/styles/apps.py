"""The app whose tables, with house styles, lie in `public`."""

from django.apps import AppConfig


class StylesConfig(AppConfig):
    """House styles and their revisions."""

    name = "themes.styles"
    label = "styles"
    default_auto_field = "django.db.models.BigAutoField"
