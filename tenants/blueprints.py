"""What whoever makes blueprints and whoever fills from them agree on (requirement C-025)."""

from typing import Final

VERSION: Final = 1
"""Of the form of a blueprint; a file says which one it has."""
UNNAMED: Final = "@naam-van-de-gemeente@"
"""Stands in the texts of a spare where the name of its municipality will come."""
