"""What may be set of a door besides what all have; the same rules for the form and for the file of a municipality."""

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from tenants import shapes
from tenants.shapes import Problem, Shape

from .door_options import SecondFactorRule
from .models import Door, DoorKind, Protocol

CATALOGUED: Final = frozenset({DoorKind.EHERKENNING, DoorKind.EIDAS})
"""Of which a broker reads a catalogue of services."""
DEFAULT_INDEX: Final = 1
PROMPTS: Final = ("", "login", "select_account", "consent")
"""Not `none`: nobody would ever be asked who they are."""
HOUR: Final = 3_600
OIN: Final = re.compile(r"\d{20}")
_is_address = URLValidator(schemes=["https", "http"])


def _whole(least: int, most: int) -> Shape:
    def look(value: Any, place: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            yield (
                place,
                _("Hier hoort een heel getal van %(least)d tot en met %(most)d.")
                % {
                    "least": least,
                    "most": most,
                },
            )

    return look


def _seconds(least: int, most: int) -> Shape:
    def look(value: Any, place: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            yield (
                place,
                _("Kies een tijd van %(least)d tot en met %(most)d minuten.")
                % {
                    "least": least // 60,
                    "most": most // 60,
                },
            )

    return look


def _uuid(value: Any, place: str) -> Iterator[Problem]:
    try:
        if value != "":
            uuid.UUID(value)
    except (ValueError, AttributeError, TypeError):
        yield place, _("Dit is geen UUID. Die ziet er zo uit: 123e4567-e89b-42d3-a456-426614174000.")


def _oin(value: Any, place: str) -> Iterator[Problem]:
    if value != "" and not (isinstance(value, str) and OIN.fullmatch(value)):
        yield place, _("Een OIN heeft 20 cijfers.")


def _address(value: Any, place: str) -> Iterator[Problem]:
    try:
        if value != "":
            _is_address(value)
    except ValidationError:
        yield place, _("Dit is geen adres van een pagina. Het begint met https://.")


def _mail(value: Any, place: str) -> Iterator[Problem]:
    try:
        if value != "":
            validate_email(value)
    except ValidationError:
        yield place, _("Dit is geen e-mailadres.")


def _numbers(value: Any, place: str) -> Iterator[Problem]:
    if not value:
        yield place, _("Kies ten minste een nummer.")
    yield from shapes.many(shapes.one_of("kvk", "rsin"))(value, place)


def _anything(value: Any, place: str) -> Iterator[Problem]:
    """Take it: who reads it judges it."""
    yield from ()


_line, _words = shapes.text(200), shapes.many(shapes.text(200))
SHAPE: Final = shapes.fields(
    entity_id=shapes.text(1024),
    service_index=_whole(0, 9999),
    service_uuids=shapes.many(_uuid),
    service_instance_uuid=_uuid,
    oin=_oin,
    broker_oin=_oin,
    name=_line,
    description=shapes.text(1024),
    description_url=_address,
    privacy_url=_address,
    organisation=_line,
    contact_name=_line,
    contact_email=_mail,
    contact_phone=shapes.text(30),
    single_logout=shapes.flag,
    company_numbers=_numbers,
    with_branches=shapes.flag,
    requires_rsin=shapes.flag,
    longest_session=_seconds(60, 8 * HOUR),
    claims_of=shapes.text(40),
    claims=_anything,
    scopes=_words,
    acr_values=_words,
    idp_hint=_line,
    uses_userinfo=shapes.flag,
    prompt=shapes.one_of(*PROMPTS),
    max_age=_seconds(0, 24 * HOUR),
    roles=_anything,
    creates_staff=shapes.flag,
    only_way=shapes.flag,
    for_all=shapes.flag,
    second_factor=shapes.one_of(*SecondFactorRule),
    allow_registration=shapes.flag,
    mail_code=shapes.flag,
)
"""All that may stand in `options`, whatever the protocol: a door that got another one keeps what it had."""


def clashes(door: Door, others: Iterable[Door]) -> Iterator[Problem]:
    """Say what of a door at a provider is another's already: the provider could not tell them apart."""
    told = door.options
    for other in others:
        if not (door.protocol == other.protocol == Protocol.SAML and door.connection == other.connection):
            continue
        for name in ("entity_id", "service_instance_uuid"):
            if told.get(name) and told.get(name) == other.options.get(name):
                yield name, _taken(other)
        if {door.kind, other.kind} <= CATALOGUED and told.get("oin") and _service(door) == _service(other):
            yield "service_index", _taken(other)


def _service(door: Door) -> tuple[Any, Any]:
    return door.options.get("oin"), door.options.get("service_index", DEFAULT_INDEX)


def _taken(other: Door) -> str:
    return _("Dit heeft de manier van inloggen %(other)s al. Kies hier een andere waarde.") % {
        "other": other.slug
    }
