"""Register the components (templates, template tags, static files) with Django."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """Hold no models: a theme is shipped data."""

    name = "themes"
    verbose_name = "Thema's"
