"""What a test of a connection found, in plain Dutch."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .types import Finding

EXPLANATIONS: Mapping[Finding, Promise] = {
    Finding.WORKS: _("De verbinding werkt."),
    Finding.SECRET_WRONG: _(
        "Het andere systeem weigert de toegang. Het geheim klopt niet, of het systeem kent deze aansluiting "
        "nog niet. Vraag de leverancier naar de client-id en het geheim."
    ),
    Finding.RIGHTS_MISSING: _(
        "Het andere systeem kent ons, maar wij mogen niet lezen wat nodig is. Vraag de leverancier om de rechten."
    ),
    Finding.WEB_PAGE: _(
        "Er komt een webpagina in plaats van gegevens. Vaak staat er een inlogpagina of een storingspagina voor."
    ),
    Finding.VERSION_OLD: _(
        "Deze versie is ouder dan de versies die wij spreken. Vraag de leverancier om een nieuwere."
    ),
    Finding.CAPABILITY_MISSING: _("Het systeem kan iets niet dat het profiel belooft."),
    Finding.SUBSCRIPTION_MISSING: _(
        "Het systeem stuurt ons geen meldingen: het abonnement van dit portaal staat er niet. Inwoners krijgen geen "
        "bericht van nieuws over hun zaak."
    ),
    Finding.SUBSCRIPTION_REFUSED: _(
        "Wij mogen niet nakijken of het abonnement op meldingen er is. Vraag de leverancier om leesrechten bij de "
        "Notificaties API."
    ),
    Finding.PATH_WRONG: _(
        "De server antwoordt, maar het systeem staat niet op dit adres. Controleer het laatste deel van "
        "het adres."
    ),
    Finding.NOT_A_CASE_SYSTEM: _(
        "Er komt een antwoord, maar niet het antwoord dat bij dit systeem hoort. Vraag de leverancier naar het "
        "adres van de API."
    ),
    Finding.HAS_TROUBLE: _(
        "Het andere systeem is bereikbaar, maar meldt zelf een storing. Probeer het later opnieuw of vraag "
        "het de leverancier."
    ),
    Finding.TOO_SLOW: _(
        "Het andere systeem geeft niet op tijd antwoord. Probeer het later opnieuw of vraag het de leverancier."
    ),
    Finding.NAME_UNKNOWN: _("Dit adres bestaat niet. Controleer of de naam goed geschreven is."),
    Finding.NOBODY_LISTENS: _("De server bestaat, maar er draait niets op dit adres. Controleer de poort."),
    Finding.NOT_SECURE: _(
        "Er komt geen beveiligde verbinding tot stand. Vraag de leverancier om het certificaat na te kijken."
    ),
    Finding.BROKEN_OFF: _(
        "De verbinding werd afgebroken voordat er een antwoord was. Probeer het later opnieuw."
    ),
    Finding.ADDRESS_REFUSED: _(
        "Met dit adres mag deze gemeente geen verbinding maken. Gebruik het openbare adres van het systeem."
    ),
    Finding.SECRET_UNREADABLE: _("Het bewaarde geheim is niet meer te lezen. Vul het geheim opnieuw in."),
    Finding.SECRET_MISSING: _("Er is nog geen geheim ingevuld."),
    Finding.CERTIFICATE_EXPIRED: _(
        "Het certificaat van het andere systeem is verlopen. Vraag de leverancier om een nieuw certificaat."
    ),
    Finding.CERTIFICATE_UNKNOWN: _(
        "Het certificaat van het andere systeem is niet uitgegeven door een partij die wij vertrouwen. Vraag de "
        "leverancier om de hele keten te installeren, of vul hier zijn eigen CA in."
    ),
    Finding.CERTIFICATE_OF_OTHER: _(
        "Het certificaat van het andere systeem is voor een andere naam. Controleer het adres, of vraag de "
        "leverancier om een certificaat voor deze naam."
    ),
    Finding.CERTIFICATE_ASKED: _(
        "Het andere systeem vraagt om een certificaat van ons en krijgt het niet, of kent het niet. Geef de "
        "leverancier ons certificaat."
    ),
    Finding.RESTING: _("Dit systeem antwoordde net vaak niet. Wij laten het even met rust."),
    Finding.CROWDED: _("Er staan al zo veel vragen bij dit systeem uit als mag."),
    Finding.SWITCHED_OFF: _("Deze koppeling staat uit."),
    Finding.MAINTENANCE: _("Er wordt aan dit systeem gewerkt, zoals was aangekondigd."),
    Finding.OWN_CERTIFICATE_EXPIRED: _("Ons eigen certificaat is verlopen. Vraag een nieuw certificaat aan."),
}
