"""Call what accounts keep by the words that people have for it."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.identities import Basis

from .models import Door, DoorKind

GROUNDS: Final[Mapping[str, Promise]] = {
    Basis.EMPLOYMENT: gettext_lazy("voor de organisatie waar u werkt"),
    Basis.AUTHORISATION: gettext_lazy("met een machtiging"),
    Basis.CURATELE: gettext_lazy("als curator"),
    Basis.BEWIND: gettext_lazy("als bewindvoerder"),
    Basis.CHAIN: gettext_lazy("als tussenpersoon"),
}
"""On what ground somebody acts for another."""


class Doors:
    """What doors are called, also those of former days: one query."""

    def __init__(self) -> None:
        self._kinds = dict(Door.objects.values_list("slug", "kind"))

    def named(self, slug: str) -> str:
        """Name a door."""
        kind = self._kinds.get(slug)
        return str(DoorKind(kind).label) if kind else _("andere manier")
