"""Words that all of Mijn zaken shares."""

from typing import Final

FEATURE: Final = "cases"
SHOWING: Final = "Zaken tonen aan wie ze heeft aangevraagd"
"""Key of the record of processing."""
