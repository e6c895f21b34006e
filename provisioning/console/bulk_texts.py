"""Words that the console has for one change at many municipalities."""

from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.bulk.types import BulkKind, Outcome

BULK_KINDS = {
    BulkKind.SUSPEND: _("Opschorten"),
    BulkKind.RESUME: _("Hervatten"),
    BulkKind.MAINTENANCE: _("In onderhoud zetten"),
    BulkKind.SWITCH_FEATURE: _("Een onderdeel aan- of uitzetten"),
    BulkKind.CHANGE_THEME: _("Een ander thema geven"),
}
OUTCOMES = {
    Outcome.WAITING: (_("Wacht"), "neutral"),
    Outcome.RUNNING: (_("Bezig"), "info"),
    Outcome.PLANNED: (_("Gepland"), "neutral"),
    Outcome.DONE: (_("Klaar"), "success"),
    Outcome.UNCHANGED: (_("Was al zo"), "neutral"),
    Outcome.REFUSED: (_("Geweigerd"), "error"),
    Outcome.FAILED: (_("Mislukt"), "error"),
    Outcome.UNDONE: (_("Ongedaan gemaakt"), "neutral"),
}
"""Of a bulk operation at one municipality."""
