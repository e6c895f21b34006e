"""The app of the BRP, so that its registrations are found; it has no tables."""

from django.apps import AppConfig


class HaalcentraalConfig(AppConfig):
    """People."""

    name = "integrations.haalcentraal"
    label = "haalcentraal"
    verbose_name = "Basisregistratie personen"
