"""Put doors and refusals into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from integrations.identities import Level, RefusalReason
from portal.core.types import Account, Link
from tenants import features

from . import certainty
from .models import Door, DoorKind, User
from .queries import colleagues, whose
from .queries.doors import Entrance, entrances, texts_of
from .refusing import Refusal
from .switching import FEATURE

NEEDS_DIGID: Final[Mapping[int, Promise]] = {
    Level.BASIS: gettext_lazy("U hebt uw DigiD nodig: uw gebruikersnaam en wachtwoord, of de DigiD app."),
    Level.MIDDEN: gettext_lazy("U hebt uw DigiD nodig: de DigiD app, of een code die u per sms krijgt."),
    Level.SUBSTANTIEEL: gettext_lazy("U hebt de DigiD app nodig, met een ID-check."),
    Level.HOOG: gettext_lazy("U hebt de DigiD app nodig, en uw rijbewijs of identiteitskaart."),
}
NEEDS_EHERKENNING: Final[Mapping[int, Promise]] = {
    Level.BASIS: gettext_lazy("U hebt eHerkenning nodig, niveau 2 of hoger."),
    Level.MIDDEN: gettext_lazy("U hebt eHerkenning nodig, niveau 2+ of hoger."),
    Level.SUBSTANTIEEL: gettext_lazy("U hebt eHerkenning nodig, niveau 3 of hoger."),
    Level.HOOG: gettext_lazy("U hebt eHerkenning nodig, niveau 4."),
}
TITLES: Final[Mapping[RefusalReason, Promise]] = {
    RefusalReason.CANCELLED: gettext_lazy("U bent gestopt met inloggen"),
    RefusalReason.FAILED: gettext_lazy("Inloggen is niet gelukt"),
    RefusalReason.LEVEL: gettext_lazy("U moet zekerder laten zien wie u bent"),
    RefusalReason.EXPIRED: gettext_lazy("Het inloggen duurde te lang"),
    RefusalReason.UNAVAILABLE: gettext_lazy("Inloggen kan nu even niet"),
    RefusalReason.NOT_ALLOWED: gettext_lazy("Hier kunt u niet op deze manier inloggen"),
    RefusalReason.INVALID: gettext_lazy("Inloggen is niet gelukt"),
    RefusalReason.CLOSED: gettext_lazy("Inloggen kan nu even niet"),
    RefusalReason.SOMEBODY_ELSE: gettext_lazy("U logde in als iemand anders"),
}
ADVICE: Final[Mapping[RefusalReason, Promise]] = {
    RefusalReason.CANCELLED: gettext_lazy("U bent niet ingelogd. U kunt het opnieuw proberen."),
    RefusalReason.FAILED: gettext_lazy(
        "Probeer het nog een keer, of kies een andere manier om in te loggen."
    ),
    RefusalReason.LEVEL: gettext_lazy(
        "U hebt ingelogd met een lager niveau dan hier nodig is. Log opnieuw in met een hoger niveau."
    ),
    RefusalReason.EXPIRED: gettext_lazy(
        "Voor uw veiligheid kunt u maar een kwartier over het inloggen doen. Begin opnieuw. "
        "Lukt het weer niet? Kijk dan of de klok van uw telefoon of computer goed staat."
    ),
    RefusalReason.UNAVAILABLE: gettext_lazy(
        "De inlogdienst geeft geen antwoord. Dat ligt niet aan u. Probeer het over een paar minuten nog een keer."
    ),
    RefusalReason.NOT_ALLOWED: gettext_lazy(
        "Dit inlogmiddel is voor iemand anders bedoeld, bijvoorbeeld voor een bedrijf in "
        "plaats van een inwoner. Kies een andere manier om in te loggen."
    ),
    RefusalReason.INVALID: gettext_lazy(
        "Begin opnieuw vanaf deze pagina. Gebruik daarbij niet de knop Terug van uw browser."
    ),
    RefusalReason.CLOSED: gettext_lazy(
        "Deze manier van inloggen staat nu uit. Kies een andere manier, of probeer het later nog een keer."
    ),
    RefusalReason.SOMEBODY_ELSE: gettext_lazy(
        "Wij wilden zekerder weten wie u bent. Daarna logde iemand anders in. Voor de veiligheid hebben wij "
        "u uitgelogd. Log opnieuw in."
    ),
}
CERTAIN: Final = frozenset({DoorKind.DIGID, DoorKind.EHERKENNING, DoorKind.EIDAS})
"""Ways to sign in of which the provider says how sure it is."""
NO_ACCESS: Final = gettext_lazy("U mag deze website nog niet beheren")
ASK_FOR_ACCESS: Final = gettext_lazy(
    "U bent wel ingelogd bij uw organisatie. Vraag uw beheerder om een uitnodiging. Was u al eens "
    "uitgenodigd? Vraag dan of u nog een rol hebt."
)
DIGID_FAILED: Final = gettext_lazy(
    "Inloggen bij deze organisatie is niet gelukt. Probeert u het later nog een keer. "
    "Lukt het nog steeds niet? Log in bij Mijn DigiD. Zo controleert u of uw DigiD goed "
    "werkt. Mogelijk is er een storing bij de organisatie waar u inlogt."
)
"""As Logius prescribes it for whoever fails to sign in with DigiD."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to sign in, as the page shows it."""

    slug: str
    title: str
    text: str
    lang: str
    url: str
    action: str
    is_available: bool
    is_for_companies: bool


def choices(then: str, *, level: Level = Level.NONE) -> list[Choice]:
    """List the ways to sign in.

    :param then: the path to which it leads in the end.
    :param level: how sure a page wants it; a way that is never that sure is not offered.
    """
    found = entrances() if level is Level.NONE else [each for each in entrances() if each.kind in CERTAIN]
    return [_choice(each, then, level) for each in found]


def ways_in_for_colleagues(then: str) -> list[Choice]:
    """List the ways to sign in by the organisation.

    :param then: the path below /beheer/ to which it leads in the end.
    """
    found = [(each, _choice(each, then)) for each in colleagues.ways_in()]
    return [replace(choice, action=each.label or choice.action) for each, choice in found]


def explained(refusal: Refusal, door: Door | None) -> Mapping[str, Any]:
    """Answer what a page tells of a refusal: title, text and its language."""
    title = str(TITLES[refusal.reason])
    own, lang = _own_text(refusal.reason, door)
    if own:
        return {"title": title, "text": own, "lang": lang if lang != get_language() else ""}
    is_digid = door is not None and door.kind == DoorKind.DIGID
    if is_digid and refusal.reason in {RefusalReason.FAILED, RefusalReason.INVALID}:
        return {"title": title, "text": str(DIGID_FAILED), "lang": ""}
    return {"title": title, "text": str(ADVICE[refusal.reason]), "lang": ""}


def explained_to_colleague(refusal: Refusal) -> Mapping[str, Any]:
    """Answer what staff is told of a refusal: title and text."""
    if refusal.reason is RefusalReason.NOT_ALLOWED:
        return {"title": str(NO_ACCESS), "text": str(ASK_FOR_ACCESS)}
    return {"title": str(TITLES[refusal.reason]), "text": str(ADVICE[refusal.reason])}


def account(request: HttpRequest) -> Account | None:
    """Answer what the head of a page shows: who is in, or where to sign in; None where nobody can."""
    if not features.is_on(FEATURE):
        return None
    found = whose(request) if request.user.is_authenticated else None
    if found is None:
        return Account(sign_in_url=_sign_in_url(request))
    items = [Link(str(label), url) for name, label in ACCOUNT_PAGES if (url := _reversed(name))]
    user = cast(User, request.user)
    name = (
        user.first_name or user.get_full_name() or _("Mijn account")
    )  # short: it stands in the head of a page
    return Account(name=name, items=tuple(items), sign_out_url=reverse("sign_in:out"))


ACCOUNT_PAGES: Final = (
    ("cases:list", gettext_lazy("Mijn zaken")),
    ("profile:hub", gettext_lazy("Mijn profiel")),
    ("sign_ins:page", gettext_lazy("Mijn inlogmomenten")),
    ("holdings:page", gettext_lazy("Wat wij van u bewaren")),
)


def _choice(each: Entrance, then: str, level: Level = Level.NONE) -> Choice:
    title, text, action = _words(each, max(each.level, level))
    query = {"next": then, certainty.WANTED: int(level)} if level else {"next": then}
    url = _reversed("local:sign_in") if each.kind is DoorKind.PASSWORD else ""
    url = url or reverse("door:depart", args=[each.slug])
    return Choice(
        slug=each.slug,
        title=each.label or title,
        text=text,
        lang=each.lang,
        url=f"{url}?{urlencode(query)}" if then or level else url,
        action=action,
        is_available=each.is_available,
        is_for_companies=each.is_for_companies,
    )


def _words(each: Entrance, level: int) -> tuple[str, str, str]:
    match each.kind:
        case DoorKind.DIGID:
            return "DigiD", str(NEEDS_DIGID[level]), _("Inloggen met DigiD")
        case DoorKind.EHERKENNING:
            return "eHerkenning", str(NEEDS_EHERKENNING[level]), _("Inloggen met eHerkenning")
        case DoorKind.EIDAS:
            return (
                _("Europees inlogmiddel"),
                _("Voor wie een inlogmiddel heeft van een ander Europees land."),
                _("Inloggen met eIDAS"),
            )
        case DoorKind.PASSWORD:
            return (
                _("E-mailadres en wachtwoord"),
                _("Voor wie hier een account heeft gemaakt. U ziet dan geen zaken."),
                _("Inloggen met e-mailadres"),
            )
        case _:
            return (
                _("Medewerkers"),
                _("Voor wie bij de gemeente werkt."),
                _("Inloggen met uw organisatie"),
            )


def _own_text(reason: RefusalReason, door: Door | None) -> tuple[str, str]:
    if door is None or reason not in {RefusalReason.CANCELLED, RefusalReason.FAILED}:
        return "", ""
    return texts_of(door, "cancelled" if reason is RefusalReason.CANCELLED else "failed")


def _sign_in_url(request: HttpRequest) -> str:
    url = reverse("sign_in:choose")
    here = request.path  # without what somebody looked for: that is nobody's business at the next page
    is_here = request.resolver_match is None or here.startswith(url) or request.method != "GET"
    return url if is_here or here == "/" else f"{url}?{urlencode({'next': here})}"


def _reversed(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def split(found: Sequence[Choice]) -> tuple[list[Choice], list[Choice]]:
    """Part what is for citizens from what is for companies."""
    return [c for c in found if not c.is_for_companies], [c for c in found if c.is_for_companies]
