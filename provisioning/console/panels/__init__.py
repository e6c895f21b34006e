"""Panels of a municipality's page: each part of the console adds its own (C-012).

A panel is a module in this folder that adds one entry to the register, and a template in `console/panels/`. What a
panel asks, it asks alone: when it fails, the page says so in its place and shows the others.
"""

import importlib
import pkgutil


def load() -> None:
    """Have each panel add itself to the register."""
    for found in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{found.name}")
