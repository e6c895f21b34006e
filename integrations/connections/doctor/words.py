"""The words of the Doctor: layers, what it means when one is well, and what to ask the supplier when one is not."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from integrations.connections.types import Finding, Layer

LAYERS: Final[Mapping[Layer, Promise]] = {
    Layer.NAME: gettext_lazy("Naam opzoeken"),
    Layer.POLICY: gettext_lazy("Adres toegestaan"),
    Layer.TCP: gettext_lazy("Bereikbaar"),
    Layer.TLS: gettext_lazy("Beveiligde verbinding"),
    Layer.AUTHENTICATION: gettext_lazy("Aanmelden"),
    Layer.VERSION: gettext_lazy("Versie"),
    Layer.READ: gettext_lazy("Iets lezen"),
    Layer.CAPABILITIES: gettext_lazy("Mogelijkheden"),
    Layer.SUBSCRIPTION: gettext_lazy("Meldingen"),
}
WELL: Final[Mapping[Layer, Promise]] = {
    Layer.NAME: gettext_lazy("De naam bestaat."),
    Layer.POLICY: gettext_lazy("Met dit adres mag deze gemeente verbinding maken."),
    Layer.TCP: gettext_lazy("Er wordt opgenomen."),
    Layer.TLS: gettext_lazy("Het certificaat klopt."),
    Layer.AUTHENTICATION: gettext_lazy("Het systeem laat ons binnen."),
    Layer.VERSION: gettext_lazy("De versie past bij het profiel."),
    Layer.READ: gettext_lazy("Er kwam een goed antwoord."),
    Layer.CAPABILITIES: gettext_lazy("Wat het profiel belooft, is er ook."),
    Layer.SUBSCRIPTION: gettext_lazy("Het abonnement van dit portaal staat er."),
}
QUESTIONS: Final[Mapping[Finding, Promise]] = {
    Finding.SECRET_WRONG: gettext_lazy(
        "Het systeem weigert onze aanmelding. Wilt u de client-id en de rechten nakijken, en zo nodig een nieuw "
        "geheim geven? Stuur het geheim niet per mail."
    ),
    Finding.RIGHTS_MISSING: gettext_lazy(
        "Uw systeem kent ons, maar weigert wat wij willen lezen. Wilt u onze aansluiting de rechten geven die "
        "hieronder staan?"
    ),
    Finding.WEB_PAGE: gettext_lazy(
        "Op dit adres komt een webpagina in plaats van de API. Staat er een inlogpagina, een firewall of een "
        "storingspagina voor, en kan die ons doorlaten?"
    ),
    Finding.VERSION_OLD: gettext_lazy(
        "Deze versie van de API is voor ons te oud. Wanneer komt er een nieuwere, of is die er al op een ander adres?"
    ),
    Finding.CAPABILITY_MISSING: gettext_lazy(
        "Dit kan uw systeem niet: %(missing)s. Vanaf welke versie kan het dat wel, of moet het bij u worden aangezet?"
    ),
    Finding.SUBSCRIPTION_MISSING: gettext_lazy(
        "Ons abonnement op meldingen staat niet meer in uw Notificaties API. Weet u sinds wanneer, en waardoor?"
    ),
    Finding.SUBSCRIPTION_REFUSED: gettext_lazy(
        "Wij mogen onze abonnementen niet lezen in uw Notificaties API. Wilt u de client-id die rechten geven?"
    ),
    Finding.PATH_WRONG: gettext_lazy(
        "Op dit adres is de API niet te vinden. Wat is het juiste adres, met het pad?"
    ),
    Finding.NOT_A_CASE_SYSTEM: gettext_lazy(
        "Het antwoord is niet dat van deze API. Klopt het adres, en staat er iets voor, zoals een inlogpagina?"
    ),
    Finding.HAS_TROUBLE: gettext_lazy(
        "Het systeem meldt een storing. Is die bij u bekend, en tot wanneer duurt die?"
    ),
    Finding.TOO_SLOW: gettext_lazy("Het antwoord komt niet op tijd. Kunt u nakijken waar de vertraging zit?"),
    Finding.NAME_UNKNOWN: gettext_lazy(
        "De naam in dit adres bestaat niet in het openbare DNS. Wat is het juiste adres?"
    ),
    Finding.NOBODY_LISTENS: gettext_lazy(
        "Er wordt op dit adres niet opgenomen. Klopt de poort, en laat uw firewall ons toe?"
    ),
    Finding.NOT_SECURE: gettext_lazy(
        "Er komt geen beveiligde verbinding tot stand. Ondersteunt de server TLS 1.2 of hoger, en is de "
        "certificaatketen compleet?"
    ),
    Finding.BROKEN_OFF: gettext_lazy(
        "De verbinding wordt afgebroken voordat er een antwoord is. Ziet u waarom?"
    ),
    Finding.ADDRESS_REFUSED: gettext_lazy(
        "Wij mogen met dit adres geen verbinding maken. Is er een openbaar adres met https op poort 443 of 8443?"
    ),
    Finding.CERTIFICATE_EXPIRED: gettext_lazy(
        "Het certificaat van de server is verlopen. Wilt u het vernieuwen?"
    ),
    Finding.CERTIFICATE_UNKNOWN: gettext_lazy(
        "Het certificaat is niet te herleiden tot een partij die wij vertrouwen. Wilt u de hele keten installeren, of "
        "ons uw CA-certificaat sturen?"
    ),
    Finding.CERTIFICATE_OF_OTHER: gettext_lazy(
        "Het certificaat is voor een andere naam dan die in het adres. Wat is het juiste adres?"
    ),
    Finding.CERTIFICATE_ASKED: gettext_lazy(
        "De server vraagt om een clientcertificaat. Welke uitgever vertrouwt u, en wilt u ons certificaat toelaten?"
    ),
}
"""What to ask the supplier; nothing where it is for us to repair."""
