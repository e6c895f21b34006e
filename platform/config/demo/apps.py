"""The app of the demo; it has no tables, only a command."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo."""

    name = "config.demo"
    label = "demo"
