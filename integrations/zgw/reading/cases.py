"""Read cases, statuses and results; what a vendor leaves out is not known, and spoils no case (I-087)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from integrations.sources.items import Item, UnreadableError
from integrations.zgw.abilities import Abilities
from integrations.zgw.types.cases import Case, Extension, Result, Status
from integrations.zgw.types.parties import Role

from . import catalogue, parties
from .catalogue import CONFIDENTIALITY, url
from .fields import text

INTERNAL: Final = re.compile(r"(\d{4}ESUITE)(\d{1,12})(\d{4})", re.ASCII)
"""0014ESUITE66392022 is what people call 6639-2022."""
KNOWN: Final = re.compile(r"(\d{1,12})-(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """A case, and who has a part in it."""

    case: Case
    roles: tuple[Role, ...] | None = None
    """None where the answer had none of them."""


def case(item: Item, connection: UUID, able: Abilities) -> Told:
    """Make ours of a case, with what stands in its answer.

    :raises UnreadableError: when it does not say which case it is, or of which type.
    """
    inside = item.maybe(item.inside, "_expand")
    own, identification = url(item), item.text("identificatie", longest=100)
    suspension = item.maybe(item.inside, "opschorting")
    found = Case(
        connection=connection,
        uuid=item.uuid("url"),
        url=own,
        identification=identification,
        type=url(item, "zaaktype"),
        title=text(item, "omschrijving"),
        number=number_of(identification) if able.has_internal_numbers else identification,
        organisation=text(item, "bronorganisatie"),
        registered=item.maybe(item.day, "registratiedatum"),
        started=item.maybe(item.day, "startdatum"),
        planned_end=item.maybe(item.day, "einddatumGepland"),
        legal_end=item.maybe(item.day, "uiterlijkeEinddatumAfdoening"),
        ended=item.maybe(item.day, "einddatum"),
        confidentiality=item.maybe(item.choice, "vertrouwelijkheidaanduiding", CONFIDENTIALITY),
        status_url=text(item, "status"),
        result_url=text(item, "resultaat"),
        status=_inside(inside, "status", lambda one: _of(own, one, status(one, able))),
        result=_inside(inside, "resultaat", lambda one: _of(own, one, result(one))),
        is_suspended=bool(suspension and suspension.maybe(suspension.truth, "indicatie")),
        suspension_reason=text(suspension, "reden") if suspension else "",
        extension=_inside(item, "verlenging", _extension),
        case_type=_inside(inside, "zaaktype", catalogue.case_type),
        status_type=_inside(_further(inside, "status"), "statustype", catalogue.status_type),
        result_type=_inside(_further(inside, "resultaat"), "resultaattype", catalogue.result_type),
    )
    return Told(found, _roles(inside, own))


def status(item: Item, able: Abilities) -> Status:
    """Make ours of a status; a vendor tells of its moment the day alone (I-087, 5)."""
    has_time = not able.tells_days_only and "T" in item.text("datumStatusGezet")
    return Status(
        url=url(item),
        case=url(item, "zaak"),
        type=url(item, "statustype"),
        day=item.day("datumStatusGezet"),
        moment=item.moment("datumStatusGezet") if has_time else None,
        note=text(item, "statustoelichting"),
    )


def result(item: Item) -> Result:
    """Make ours of a result."""
    return Result(url(item), url(item, "zaak"), url(item, "resultaattype"), text(item, "toelichting"))


def number_of(identification: str) -> str:
    """Answer the number that people know, of one that they do not."""
    known = INTERNAL.fullmatch(identification)
    return f"{known[2]}-{known[3]}" if known else identification


def is_known_number(number: str) -> bool:
    """Tell whether a number may be one that people know and the system writes otherwise."""
    return KNOWN.fullmatch(number) is not None


def written_like(number: str, other: str) -> str:
    """Write a number that people know as that of another case is written; empty where neither says how."""
    known, model = KNOWN.fullmatch(number), INTERNAL.fullmatch(other)
    return f"{model[1]}{known[1]}{known[2]}" if known and model else ""


def _of[T: Status | Result](case: str, item: Item, found: T) -> T:
    """Hold what stands in a case to be of that case.

    :raises UnreadableError: when it is of another one.
    """
    if found.case != case:
        raise UnreadableError("zaak")
    return found


def _roles(inside: Item | None, case: str) -> tuple[Role, ...] | None:
    """Read the roles that stand in a case; one that cannot be read proves nothing, and is left out."""
    items = inside.maybe(lambda name: inside.each(name, lambda one: one), "rollen") if inside else None
    if items is None:
        return None
    found = list[Role]()
    for item in items:
        try:
            found.append(parties.role(item))
        except UnreadableError as error:
            item.degraded.append(error.path)
    return tuple(one for one in found if one.case == case)


def _extension(item: Item) -> Extension | None:
    reason, term = text(item, "reden"), text(item, "duur")
    return Extension(reason, term) if reason or term else None


def _further(inside: Item | None, name: str) -> Item | None:
    return _inside(inside, name, lambda one: one.inside("_expand"))


def _inside[T](item: Item | None, name: str, read: Callable[[Item], T]) -> T | None:
    """Read an object that may be absent."""
    return None if item is None else item.maybe(lambda last: read(item.inside(last)), name)
