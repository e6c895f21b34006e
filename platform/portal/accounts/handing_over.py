"""What somebody hands over to the provider behind a door before it can be opened, and to whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.digid_eherkenning import queries as described
from integrations.identities import SignInRefusedError
from portal.core.links import absolute

from . import door_settings, services
from .forms.door_options import option_fields
from .models import Door, DoorKind, Protocol
from .queries.doors import connection_of

OPENID: Final = (
    (gettext_lazy("Waar iemand terugkomt na het inloggen (redirect URI)"), services.ARRIVE),
    (gettext_lazy("Waar iemand terugkomt na het uitloggen"), services.LEFT),
    (gettext_lazy("Waar de inlogdienst meldt dat iemand uitlogt (back-channel logout)"), services.LOGOUT),
)


@dataclass(frozen=True, slots=True)
class Handed:
    """An address that the provider must know."""

    label: str
    url: str
    is_page: bool = True
    """Whether it can be opened in a browser."""


@dataclass(frozen=True, slots=True)
class Handing:
    """What is to be handed over."""

    to: str
    addresses: Sequence[Handed]
    missing: Sequence[Any] = ()
    """Names of what must be filled in before the catalogue can be given."""
    wrong: str = ""
    """Why nothing can be handed over yet."""


def of(door: Door) -> Handing | None:
    """Answer what the provider behind a door must know; None where nobody else is asked."""
    match door.protocol:
        case Protocol.SAML:
            return _saml(door)
        case Protocol.OPENID:
            found = [
                Handed(str(label), absolute(path.format(slug=door.slug)), False) for label, path in OPENID
            ]
            return Handing(_("de inlogdienst"), found)
        case _:
            return None


def _saml(door: Door) -> Handing:
    to = "Logius" if door.kind == DoorKind.DIGID else _("uw makelaar van eHerkenning")
    try:
        service = services.saml_service(door)
    except SignInRefusedError:
        return Handing(to, (), wrong=_("Met deze instellingen kan niemand inloggen. Kijk ze eerst na."))
    if not door.connection or not described.can_be_given(connection_of(door)):
        return Handing(
            to,
            (),
            wrong=_("De koppeling is er nog niet, staat uit, of heeft nog geen certificaat. Dat regelt een beheerder "
                    "van het platform."),
        )  # fmt: skip
    is_catalogued = door.kind in door_settings.CATALOGUED
    lacking = described.missing(service) if is_catalogued else []
    fields = option_fields(door)
    return Handing(
        to,
        list(_addresses(door, is_catalogued and not lacking)),
        missing=[fields[name].label for name in lacking],
    )


def _addresses(door: Door, has_catalogue: bool) -> Iterator[Handed]:
    yield Handed(_("Onze metadata"), absolute(reverse("door:metadata", args=[door.slug])))
    if has_catalogue:
        yield Handed(_("Onze dienstencatalogus"), absolute(reverse("door:catalogue", args=[door.slug])))
