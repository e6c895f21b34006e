"""The Zaken API: what is read of it."""

import operator
import uuid as uuids
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from integrations.sandbox.stand_ins import Call
from integrations.sandbox.world.cases import Case
from integrations.sandbox.world.worlds import World

from . import case_parts, parties
from .parameters import (
    BOTH,
    LEVELS,
    ONLY_CURRENT,
    Parameter,
    day,
    identity,
    one_of,
    text,
    yes_or_no,
)
from .resources import Resource


def _case(case: Case, call: Call) -> dict[str, Any]:
    def at(name: str, identity: uuids.UUID) -> str:
        return f"{call.base}/zaken/api/v1/{name}/{identity}"

    return {
        "url": at("zaken", case.uuid),
        "uuid": str(case.uuid),
        "identificatie": case.identification,
        "bronorganisatie": call.world.rsin,
        "omschrijving": case.title,
        "toelichting": "",
        "zaaktype": f"{call.base}/catalogi/api/v1/zaaktypen/{case.type.uuid}",
        "registratiedatum": case.started.isoformat(),
        "verantwoordelijkeOrganisatie": call.world.rsin,
        "startdatum": case.started.isoformat(),
        "einddatum": _day(case.ended),
        "einddatumGepland": case.due.isoformat(),
        "uiterlijkeEinddatumAfdoening": case.due.isoformat(),
        "publicatiedatum": None,
        "laatstGemuteerd": _changed(case, call.world).isoformat(),
        "laatstGeopend": None,
        "communicatiekanaalNaam": "",
        "productenOfDiensten": [],
        "vertrouwelijkheidaanduiding": case.type.confidentiality,
        "betalingsindicatie": "nvt",
        "betalingsindicatieWeergave": "Er is geen sprake van te betalen, met de zaak gemoeide kosten.",
        "laatsteBetaaldatum": None,
        **_clock(case),
        "hoofdzaak": None,
        "deelzaken": [],
        "relevanteAndereZaken": [],
        "gerelateerdeZaken": [],
        "eigenschappen": [],
        "rollen": [at("rollen", role.uuid) for role in case.roles],
        "status": at("statussen", case.statuses[-1].uuid),
        "zaakinformatieobjecten": [
            at("zaakinformatieobjecten", link.uuid) for link in call.world.links_of(case.uuid)
        ],
        "zaakobjecten": [],
        "kenmerken": [],
        "archiefnominatie": None,
        "archiefstatus": "nog_te_archiveren",
        "archiefactiedatum": None,
        "resultaat": at("resultaten", case.result.uuid) if case.result else None,
        "processobjectaard": "",
        "startdatumBewaartermijn": None,
    }


def _changed(case: Case, world: World) -> datetime:
    return max([case.statuses[-1].moment, *(link.registered for link in world.links_of(case.uuid))])


def _clock(case: Case) -> dict[str, Any]:
    """Tell whether the clock stands still, or was given more time."""
    reason = "Wij wachten op informatie van u." if case.is_waiting else ""
    more = {"reden": "Wij hebben meer tijd nodig.", "duur": f"P{case.type.days}D"}
    return {
        "verlenging": more if case.is_extended else None,
        "opschorting": {"indicatie": case.is_waiting, "eerdereOpschorting": False, "reden": reason},
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dates(name: str, value: Callable[[Case], date | None], *, first: bool) -> list[Parameter]:
    """Make the parameters that compare a date; the first version has all of them, or none."""
    ends = TESTS if first else {end: TESTS[end] for end in ("", "__gt", "__lt")}
    versions = BOTH if first else ONLY_CURRENT

    def comparing(test: Callable[[date, date], bool]) -> Callable[[Case, date], bool]:
        def means(case: Case, asked: date) -> bool:
            found = value(case)
            return found is not None and test(found, asked)

        return means

    return [Parameter(f"{name}{end}", day, comparing(test), versions) for end, test in ends.items()]


def _level(case: Case, highest: str) -> bool:
    return LEVELS.index(case.type.confidentiality) <= LEVELS.index(highest)


def _somebody_elses(world: World, case: Case) -> Case:
    """Answer a case that another person asked for."""
    whose = case.roles[0].party
    return next((one for one in world.cases.values() if one.roles[0].party != whose), case)


TESTS: Mapping[str, Callable[[date, date], bool]] = {
    "": operator.eq,
    "__gt": operator.gt,
    "__gte": operator.ge,
    "__lt": operator.lt,
    "__lte": operator.le,
}
PARAMETERS = (
    Parameter("identificatie", text, lambda case, value: case.identification == value),
    Parameter(
        "identificatie__icontains", text, lambda case, value: value in case.identification, ONLY_CURRENT
    ),
    Parameter("bronorganisatie", text, lambda case, value: True),
    Parameter("zaaktype", identity, lambda case, value: case.type.uuid == value),
    Parameter("omschrijving", text, lambda case, value: value.lower() in case.title.lower(), ONLY_CURRENT),
    Parameter("maximaleVertrouwelijkheidaanduiding", one_of(LEVELS), _level),
    Parameter(
        "einddatum__isnull", yes_or_no, lambda case, value: (case.ended is None) is value, ONLY_CURRENT
    ),
    *_dates("startdatum", lambda case: case.started, first=True),
    *_dates("registratiedatum", lambda case: case.started, first=False),
    *_dates("einddatum", lambda case: case.ended, first=False),
    *_dates("einddatumGepland", lambda case: case.due, first=False),
    *_dates("uiterlijkeEinddatumAfdoening", lambda case: case.due, first=False),
    *parties.of_role("rol__", parties.of_case),
)
ORDERS = {
    "startdatum": lambda case: case.started,
    "registratiedatum": lambda case: case.started,
    "einddatum": lambda case: case.ended or date.max,
    "identificatie": lambda case: case.identification,
}
CASES = Resource(
    api="zaken",
    name="zaken",
    title="Zaken",
    find=lambda world, identity: world.cases.get(identity),
    records=lambda world: world.cases.values(),
    show=_case,
    parameters=PARAMETERS,
    orders=ORDERS,
    later=frozenset(
        {
            "laatstGemuteerd",
            "laatstGeopend",
            "communicatiekanaalNaam",
            "gerelateerdeZaken",
            "rollen",
            "zaakinformatieobjecten",
            "zaakobjecten",
            "processobjectaard",
            "startdatumBewaartermijn",
            "opschorting.eerdereOpschorting",
        }
    ),
    expansions=case_parts.EXPANSIONS,
    has_crs=True,
    other=_somebody_elses,
)
