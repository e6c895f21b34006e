"""What a page answers: it worked, it did not, there is nothing, it takes a while."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from themes.gallery.types import Component, Example, Group, given


def _outcome(name: str, kind: str, reason: str = "") -> dict[str, Any]:
    part = {
        "name": name,
        "title": f"Uw zaken ({name.removeprefix('vb-')})",
        "outcome": {"kind": kind, "reason": reason, "is_answered": kind == "empty"},
        "empty": "U hebt geen zaken.",
        "retry_url": "#",
        "later_url": "",
    }
    return {"part": part, "level": 4}


GROUP: Final = Group(
    "antwoord",
    _("Antwoord"),
    (
        Component(
            "alert",
            _("Melding"),
            _("Zegt iets belangrijks op de plek waar het over gaat."),
            (
                Example(_("Uitleg"), given(text="U krijgt binnen vijf werkdagen antwoord.")),
                Example(_("Gelukt"), given(kind="ok", text="Uw vraag is verstuurd.", role="status")),
                Example(
                    _("Let op"),
                    given(
                        kind="warning",
                        title="Uw paspoort verloopt",
                        text="Vraag voor 1 mei een nieuw paspoort aan.",
                        link_url="#",
                        link_label="Paspoort aanvragen",
                    ),
                ),
                Example(
                    _("Fout"),
                    given(
                        kind="error",
                        title="De betaling is niet gelukt",
                        text="Er is niets afgeschreven.",
                        role="alert",
                    ),
                ),
            ),
            _("Zeg wat er is en wat iemand nu kan doen."),
            _("Niet meer dan één melding tegelijk bovenaan een pagina."),
            parts=("messages",),
        ),
        Component(
            "toasts",
            _("Korte berichten"),
            _("Bevestigt rechtsonder dat iets gelukt is; wordt voorgelezen, en blijft staan tot men sluit."),
            (Example(_("Bewaard"), given(toasts=({"text": "Uw voorkeuren zijn bewaard."},))),),
            _("Alleen voor wat iemand zelf net deed."),
            _("Nooit voor fouten: die horen bij het veld of boven de pagina. Laat niets vanzelf verdwijnen."),
        ),
        Component(
            "dialog",
            _("Bevestigingsvenster"),
            _("Vraagt bevestiging van wat niet terug kan. Zonder script heeft de vraag een eigen pagina."),
            (
                Example(
                    _("Gewoon"),
                    given(
                        id="venster-1",
                        level=4,
                        url="#",
                        opener="Afspraak afzeggen",
                        title="Afspraak afzeggen?",
                        text="U kunt daarna een nieuwe afspraak maken.",
                        action="Ja, zeg af",
                    ),
                ),
                Example(
                    _("Gevaarlijk"),
                    given(
                        id="venster-2",
                        level=4,
                        url="/zonder-venster/",
                        opener="Account verwijderen",
                        title="Account verwijderen?",
                        text="Uw gegevens zijn daarna weg.",
                        action="Ja, verwijder",
                        is_danger=True,
                    ),
                ),
            ),
            _("Zet op de knop wat er gebeurt, niet ‘OK’."),
            _("Geen venster voor mededelingen of formulieren."),
        ),
        Component(
            "empty",
            _("Niets te tonen"),
            _("Zegt dat er niets is, en wat men kan doen."),
            (
                Example(
                    _("Met een stap"),
                    given(
                        icon="document",
                        title="U hebt nog geen zaken",
                        text="Hier staat wat u bij de gemeente aanvraagt.",
                        url="#",
                        action="Iets aanvragen",
                    ),
                ),
                Example(_("Kort"), given(title="Geen berichten")),
            ),
            _("Leg uit wat hier later komt te staan."),
            _("Niet gebruiken als gegevens er even niet zijn: dat is iets anders dan niets."),
        ),
        Component(
            "loading",
            _("Wordt geladen"),
            _("Houdt de plek vrij van wat nog komt, zodat de pagina niet verspringt."),
            (Example(_("Gewoon"), given(text="Uw zaken worden opgehaald")),),
            _("Alleen als iets meer dan een seconde duurt."),
            _("Geen bewegend beeld: dat leidt af en helpt niet."),
        ),
        Component(
            "outcome",
            _("Gegevens uit een ander systeem"),
            _("Toont wat er kwam, of zegt waarom het er even niet is; de rest van de pagina werkt."),
            (
                Example(_("Even niet beschikbaar"), lambda: _outcome("vb-weg", "unavailable", "resting")),
                Example(_("Onderhoud"), lambda: _outcome("vb-onderhoud", "unavailable", "maintenance")),
                Example(_("Duurde te lang"), lambda: _outcome("vb-traag", "unavailable", "too slow")),
                Example(_("Uitgezet"), lambda: _outcome("vb-uit", "unavailable", "switched off")),
                Example(_("Niet gevonden"), lambda: _outcome("vb-kwijt", "not found")),
                Example(_("Mag niet"), lambda: _outcome("vb-dicht", "forbidden")),
                Example(_("Niet te lezen"), lambda: _outcome("vb-kapot", "malformed")),
                Example(_("Niets"), lambda: _outcome("vb-leeg", "empty")),
            ),
            _("Laat zien van wanneer gegevens zijn als ze niet van nu zijn."),
            _("Nooit een lege plek of een foutcode."),
            parts=("outcome_absent", "outcome_body", "outcome_no_newer", "outcome_notes", "outcome_poll"),
        ),
        Component(
            "delivery",
            _("Wat er met uw bericht gebeurt"),
            _("Hoever iets is dat iemand verstuurde."),
            (
                Example(_("Onderweg"), given(progress="processing")),
                Example(_("Verwerkt"), given(progress="processed")),
                Example(_("Niet gelukt"), given(progress="failed")),
                Example(_("Ingetrokken"), given(progress="withdrawn")),
            ),
            _("Zeg ook bij pech dat er niets kwijt is."),
            _("Niet vragen om iets opnieuw te sturen."),
        ),
        Component(
            "progress",
            _("Voortgang"),
            _("Hoeveel er al klaar is."),
            (
                Example(
                    _("Halverwege"),
                    given(label="2 van 4 stappen klaar", value=2, maximum=4, id="vb-voortgang"),
                ),
            ),
            _("Zeg het ook in woorden."),
            _("Niet als niemand weet hoelang iets duurt."),
        ),
    ),
)
