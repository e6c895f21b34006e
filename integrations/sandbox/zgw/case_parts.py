"""The Zaken API: statuses, roles, results and documents of cases."""

import uuid as uuids
from typing import Any

from integrations.sandbox.stand_ins import Call
from integrations.sandbox.world.cases import Case, Party, Result, Role, Status
from integrations.sandbox.world.documents import Link
from integrations.sandbox.world.people import Person

from . import catalogi, parties
from .expanding import Expansion
from .parameters import ONLY_CURRENT, Parameter, identity, text, yes_or_no
from .resources import Resource

RELATION = "Hoort bij, omgekeerd: kent"


def _at(call: Call, name: str, identity: uuids.UUID) -> str:
    return f"{call.base}/zaken/api/v1/{name}/{identity}"


def _head(call: Call, name: str, identity: uuids.UUID, case: uuids.UUID) -> dict[str, Any]:
    return {"url": _at(call, name, identity), "uuid": str(identity), "zaak": _at(call, "zaken", case)}


def _status(record: tuple[Case, Status], call: Call) -> dict[str, Any]:
    case, status = record
    return {
        **_head(call, "statussen", status.uuid, case.uuid),
        "statustype": f"{call.base}/catalogi/api/v1/statustypen/{status.type.uuid}",
        "datumStatusGezet": status.moment.isoformat(),
        "statustoelichting": status.note,
        "indicatieLaatstGezetteStatus": status is case.statuses[-1],
        "gezetdoor": None,
        "zaakinformatieobjecten": [],
    }


def _result(record: tuple[Case, Result], call: Call) -> dict[str, Any]:
    case, result = record
    return {
        **_head(call, "resultaten", result.uuid, case.uuid),
        "resultaattype": f"{call.base}/catalogi/api/v1/resultaattypen/{result.type.uuid}",
        "toelichting": result.type.explanation,
    }


def _role(record: tuple[Case, Role], call: Call) -> dict[str, Any]:
    party = record[1].party
    if call.fault.wrong_person and isinstance(party, Person):
        party = call.world.stranger_to(party.bsn)
    return _role_of(party, record, call)


def _role_inside(record: tuple[Case, Role], call: Call) -> dict[str, Any]:
    """Show a role that stands in its case: of the wrong person's case it is theirs."""
    return _role_of(record[1].party, record, call)


def _role_of(party: Party, record: tuple[Case, Role], call: Call) -> dict[str, Any]:
    case, role = record
    return {
        **_head(call, "rollen", role.uuid, case.uuid),
        "betrokkeneType": parties.kind_of(party),
        "afwijkendeNaamBetrokkene": "",
        "roltype": f"{call.base}/catalogi/api/v1/roltypen/{role.type.uuid}",
        "omschrijving": role.type.name,
        "omschrijvingGeneriek": role.type.generic,
        "roltoelichting": role.type.name,
        "registratiedatum": case.statuses[0].moment.isoformat(),
        "contactpersoonRol": None,
        "statussen": [],
        "betrokkeneIdentificatie": parties.identification(party),
    }


def _link(link: Link, call: Call) -> dict[str, Any]:
    own = f"{call.base}/documenten/api/v1/enkelvoudiginformatieobjecten/{link.document}"
    return {
        **_head(call, "zaakinformatieobjecten", link.uuid, link.case),
        "informatieobject": link.document_address or own,
        "aardRelatieWeergave": RELATION,
        "titel": link.title,
        "beschrijving": "",
        "registratiedatum": link.registered.isoformat(),
        "vernietigingsdatum": None,
        "status": None,
    }


ZAAK = Parameter("zaak", identity, lambda record, value: record[0].uuid == value)
STATUSES = Resource(
    api="zaken",
    name="statussen",
    title="Statussen",
    find=lambda world, identity: world.statuses.get(identity),
    records=lambda world: world.statuses.values(),
    of_case=lambda world, case: (
        [(world.cases[case], one) for one in world.cases[case].statuses] if case in world.cases else []
    ),
    show=_status,
    parameters=(
        ZAAK,
        Parameter("statustype", identity, lambda record, value: record[1].type.uuid == value),
        Parameter(
            "indicatieLaatstGezetteStatus",
            yes_or_no,
            lambda record, value: (record[1] is record[0].statuses[-1]) is value,
            ONLY_CURRENT,
        ),
    ),
    later=frozenset({"indicatieLaatstGezetteStatus", "gezetdoor", "zaakinformatieobjecten"}),
)
RESULTS = Resource(
    api="zaken",
    name="resultaten",
    title="Resultaten",
    find=lambda world, identity: world.results.get(identity),
    records=lambda world: world.results.values(),
    show=_result,
    parameters=(
        ZAAK,
        Parameter("resultaattype", identity, lambda record, value: record[1].type.uuid == value),
    ),
)
ROLES = Resource(
    api="zaken",
    name="rollen",
    title="Rollen",
    find=lambda world, identity: world.roles.get(identity),
    records=lambda world: world.roles.values(),
    of_case=lambda world, case: (
        [(world.cases[case], one) for one in world.cases[case].roles] if case in world.cases else []
    ),
    show=_role,
    parameters=(
        ZAAK,
        Parameter("roltype", identity, lambda record, value: record[1].type.uuid == value),
        Parameter("omschrijving", text, lambda record, value: record[1].type.name == value),
        *parties.of_role("", lambda record: iter([record[1]])),
    ),
    later=frozenset(
        {"afwijkendeNaamBetrokkene", "contactpersoonRol", "statussen", "betrokkeneIdentificatie.kvkNummer"}
    ),
)
LINKS = Resource(
    api="zaken",
    name="zaakinformatieobjecten",
    title="Documenten van zaken",
    find=lambda world, identity: world.links.get(identity),
    records=lambda world: list(world.links.values()),
    of_case=lambda world, case: world.links_of(case),
    show=_link,
    parameters=(
        Parameter("zaak", identity, lambda link, value: link.case == value),
        Parameter("informatieobject", identity, lambda link, value: link.document == value),
    ),
    later=frozenset({"vernietigingsdatum", "status"}),
    is_paged=False,
)
NOTHING = Expansion(lambda record, call: [], lambda record, call: {})
EXPANSIONS = {
    "zaaktype": Expansion(lambda case, call: case.type, catalogi.CASE_TYPES.show),
    "status": Expansion(
        lambda case, call: (case, case.statuses[-1]),
        _status,
        {
            "statustype": Expansion(
                lambda record, call: (record[0].type, record[1].type), catalogi.STATUS_TYPES.show
            )
        },
    ),
    "resultaat": Expansion(
        lambda case, call: (case, case.result) if case.result else None,
        _result,
        {
            "resultaattype": Expansion(
                lambda record, call: (record[0].type, record[1].type), catalogi.RESULT_TYPES.show
            )
        },
    ),
    "rollen": Expansion(
        lambda case, call: [(case, role) for role in case.roles],
        _role_inside,
        {
            "roltype": Expansion(
                lambda record, call: (record[0].type, record[1].type), catalogi.ROLE_TYPES.show
            )
        },
    ),
    "zaakinformatieobjecten": Expansion(lambda case, call: call.world.links_of(case.uuid), _link),
    "deelzaken": NOTHING,
    "eigenschappen": NOTHING,
    "zaakobjecten": NOTHING,
    "hoofdzaak": Expansion(lambda record, call: None, lambda record, call: {}),
}
