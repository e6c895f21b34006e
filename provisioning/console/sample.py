"""What the sample page of a portal says: of a municipality that does not exist."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

TOWN: Final = "Voorbeeld"


def start() -> dict[str, Any]:
    """Give the content of the first page, with a case on its way and a form."""
    return {
        "site_name": TOWN,
        "town": TOWN,
        "menu_items": [(_("Home"), "#", True), (_("Onderwerpen"), "#", False), (_("Contact"), "#", False)],
        "cards": [
            (_("Paspoort en burgerzaken"), "id-card", _("Paspoort, rijbewijs en verhuizen")),
            (_("Wonen en bouwen"), "home", _("Vergunningen en verbouwen")),
            (_("Afval en milieu"), "leaf", _("Afvalkalender en grofvuil")),
            (_("Belastingen en geld"), "euro", _("WOZ, bijstand en kwijtschelding")),
        ],
        "steps": [
            {"label": _("Ontvangen"), "state": "checked", "date": date(2026, 11, 2)},
            {"label": _("In behandeling"), "state": "current", "text": _("Wij bekijken uw aanvraag.")},
            {"label": _("Besluit"), "state": "todo"},
        ],
        "columns": [{"label": _("Document")}, {"label": _("Datum")}],
        "rows": [
            [
                {"text": _("Ontvangstbevestiging"), "url": "#"},
                {"text": "2 november 2026", "label": _("Datum")},
            ],
            [{"text": _("Tekening"), "url": "#"}, {"text": "3 november 2026", "label": _("Datum")}],
        ],
    }
