"""The app of the pages on what is kept; what it shows are the tables of others."""

from django.apps import AppConfig


class HoldingsConfig(AppConfig):
    """Show what is kept about somebody."""

    name = "portal.holdings"
    label = "holdings"
    verbose_name = "Wat wij bewaren"
