"""One word for how a connection is doing, the same in the console and at the municipality."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .types import Overview, Standing, State

STATES: Final[Mapping[str, tuple[Promise, str]]] = {
    State.UNTESTED.value: (_("Niet getest"), "neutral"),
    State.OK.value: (_("Werkt"), "success"),
    State.FAILED.value: (_("Werkt niet"), "error"),
    Standing.OFF.value: (_("Staat uit"), "neutral"),
    Standing.MAINTENANCE.value: (_("Onderhoud"), "info"),
    Standing.UNFINISHED.value: (_("Nog niet af"), "warning"),
}
"""Each with the kind of badge that shows it."""


def badge(overview: Overview) -> str:
    """Answer what matters most: whether it is used, and if it is, whether it works."""
    return overview.state.value if overview.standing is Standing.ON else overview.standing.value
