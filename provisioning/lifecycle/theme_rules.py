"""Which theme a municipality may choose; what it wears already it keeps, whatever became of it."""

import uuid

from django.utils.translation import gettext as _

from .known import Known


def refusals(theme: str, known: Known, tenant: uuid.UUID | None = None) -> list[str]:
    """Say why a municipality, or one that is still to be opened, may not have a theme."""
    if theme not in known.themes:
        return [_("Kies een thema uit de lijst.")]
    if known.themes[theme] not in {None, tenant}:
        return [
            _(
                "Deze huisstijl is van een andere gemeente. Kies een ander thema, "
                "of importeer de huisstijl ook voor deze gemeente."
            )
        ]
    if theme in known.archived_themes:
        return [archived()]
    return []


def archived() -> str:
    """Say that a house style cannot be chosen any more."""
    return _("Deze huisstijl is gearchiveerd: niemand kan die nog kiezen. Kies een ander thema.")
