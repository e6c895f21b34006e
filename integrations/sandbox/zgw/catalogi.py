"""The Catalogi API: what is read of it."""

import uuid as uuids
from collections.abc import Iterator
from typing import Any

from integrations.sandbox.stand_ins import Call
from integrations.sandbox.world.catalogue import CaseType, DocumentType, ResultType, RoleType, StatusType
from integrations.sandbox.world.worlds import World

from .parameters import BOTH, ONLY_CURRENT, Parameter, day, identity, one_of, several, text
from .parties import GENERIC
from .resources import Resource

BEGUN = "2024-01-01"
NO_END = "9999-12-31"
SELECTION = "https://selectielijst.oefen.example/api/v1/resultaten/1"
STATES = ("alles", "concept", "definitief")


def _at(call: Call, name: str, identity: uuids.UUID) -> str:
    return f"{call.base}/catalogi/api/v1/{name}/{identity}"


def _catalogue(call: Call) -> str:
    return _at(call, "catalogussen", call.world.namespace)


def _validity() -> dict[str, Any]:
    return {"beginGeldigheid": BEGUN, "eindeGeldigheid": None, "beginObject": BEGUN, "eindeObject": NO_END}


def _version(kind: CaseType) -> dict[str, Any]:
    """Answer from when until when a version holds."""
    begun = kind.begins.isoformat() if kind.begins else BEGUN
    return {
        "beginGeldigheid": begun,
        "eindeGeldigheid": kind.ends.isoformat() if kind.ends else None,
        "versiedatum": begun,
    }


def _of_type(kind: CaseType, call: Call) -> dict[str, Any]:
    return {
        "zaaktype": _at(call, "zaaktypen", kind.uuid),
        "zaaktypeIdentificatie": kind.identification,
        "catalogus": _catalogue(call),
    }


def _shown_catalogue(world: World, call: Call) -> dict[str, Any]:
    return {
        "url": _catalogue(call),
        "domein": "OEFEN",
        "rsin": world.rsin,
        "contactpersoonBeheerNaam": "Functioneel beheer",
        "contactpersoonBeheerTelefoonnummer": "",
        "contactpersoonBeheerEmailadres": "beheer@oefen.example",
        "zaaktypen": [_at(call, "zaaktypen", kind.uuid) for kind in world.types],
        "besluittypen": [],
        "informatieobjecttypen": [
            _at(call, "informatieobjecttypen", kind.uuid) for kind in world.types[0].documents
        ],
        "naam": "Oefencatalogus",
        "versie": "1",
        "begindatumVersie": BEGUN,
    }


def _case_type(kind: CaseType, call: Call) -> dict[str, Any]:
    return {
        "url": _at(call, "zaaktypen", kind.uuid),
        "identificatie": kind.identification,
        "omschrijving": kind.name,
        "omschrijvingGeneriek": "",
        "vertrouwelijkheidaanduiding": kind.confidentiality,
        "doel": "Oefenen",
        "aanleiding": "Een aanvraag of melding",
        "toelichting": "",
        "indicatieInternOfExtern": "intern" if kind.is_internal else "extern",
        "handelingInitiator": "aanvragen",
        "onderwerp": kind.name,
        "handelingBehandelaar": "behandelen",
        "doorlooptijd": f"P{kind.days}D",
        "servicenorm": None,
        "opschortingEnAanhoudingMogelijk": True,
        "verlengingMogelijk": True,
        "verlengingstermijn": f"P{kind.days}D",
        "trefwoorden": [],
        "publicatieIndicatie": False,
        "publicatietekst": "",
        "verantwoordingsrelatie": [],
        "productenOfDiensten": [],
        "referentieproces": {"naam": "Oefenen"},
        "concept": False,
        "verantwoordelijke": "Gemeente",
        **_validity(),
        **_version(kind),
        "catalogus": _catalogue(call),
        "statustypen": [_at(call, "statustypen", one.uuid) for one in kind.statuses],
        "resultaattypen": [_at(call, "resultaattypen", one.uuid) for one in kind.results],
        "eigenschappen": [],
        "informatieobjecttypen": [_at(call, "informatieobjecttypen", one.uuid) for one in kind.documents],
        "roltypen": [_at(call, "roltypen", one.uuid) for one in kind.roles],
        "besluittypen": [],
        "deelzaaktypen": [],
        "gerelateerdeZaaktypen": [],
        "zaakobjecttypen": [],
    }


def _status_type(record: tuple[CaseType, StatusType], call: Call) -> dict[str, Any]:
    kind, status = record
    return {
        "url": _at(call, "statustypen", status.uuid),
        "omschrijving": status.name,
        "omschrijvingGeneriek": "",
        "statustekst": status.text,
        **_of_type(kind, call),
        "volgnummer": status.number,
        "isEindstatus": status.is_last,
        "informeren": status.informs,
        "doorlooptijd": None,
        "checklistitemStatustype": [],
        "eigenschappen": [],
        "zaakobjecttypen": [],
        **_validity(),
    }


def _result_type(record: tuple[CaseType, ResultType], call: Call) -> dict[str, Any]:
    kind, result = record
    return {
        "url": _at(call, "resultaattypen", result.uuid),
        **_of_type(kind, call),
        "omschrijving": result.name,
        "resultaattypeomschrijving": SELECTION,
        "omschrijvingGeneriek": result.name,
        "selectielijstklasse": SELECTION,
        "toelichting": result.explanation,
        "archiefnominatie": "vernietigen",
        "archiefactietermijn": "P5Y",
        "brondatumArchiefprocedure": None,
        "procesobjectaard": "",
        "indicatieSpecifiek": None,
        "procestermijn": None,
        "besluittypen": [],
        "besluittypeOmschrijving": [],
        "informatieobjecttypen": [],
        "informatieobjecttypeOmschrijving": [],
        **_validity(),
    }


def _role_type(record: tuple[CaseType, RoleType], call: Call) -> dict[str, Any]:
    kind, role = record
    return {
        "url": _at(call, "roltypen", role.uuid),
        **_of_type(kind, call),
        "omschrijving": role.name,
        "omschrijvingGeneriek": role.generic,
        **_validity(),
    }


def _document_type(kind: DocumentType, call: Call) -> dict[str, Any]:
    return {
        "url": _at(call, "informatieobjecttypen", kind.uuid),
        "catalogus": _catalogue(call),
        "omschrijving": kind.name,
        "vertrouwelijkheidaanduiding": "openbaar",
        **_validity(),
        "concept": False,
        "besluittypen": [],
        "informatieobjectcategorie": "Document",
        "trefwoord": [],
        "omschrijvingGeneriek": {
            "informatieobjecttypeOmschrijvingGeneriek": kind.name,
            "definitieInformatieobjecttypeOmschrijvingGeneriek": kind.name,
            "herkomstInformatieobjecttypeOmschrijvingGeneriek": "Oefenen",
            "hierarchieInformatieobjecttypeOmschrijvingGeneriek": "",
            "opmerkingInformatieobjecttypeOmschrijvingGeneriek": "",
        },
        "zaaktypen": [_at(call, "zaaktypen", one.uuid) for one in call.world.types],
    }


def _parts(world: World, name: str) -> Iterator[tuple[CaseType, Any]]:
    return ((kind, one) for kind in world.types for one in getattr(kind, name))


def _of_case_types(name: str, part: str, title: str, show: Any, *more: Parameter) -> Resource:
    """Make a resource of what belongs to a kind of cases."""
    return Resource(
        api="catalogi",
        name=name,
        title=title,
        find=lambda world, identity: next(
            (one for one in _parts(world, part) if one[1].uuid == identity), None
        ),
        records=lambda world: _parts(world, part),
        show=show,
        parameters=(
            Parameter("zaaktype", identity, lambda record, value: record[0].uuid == value),
            Parameter(
                "zaaktypeIdentificatie",
                text,
                lambda record, value: record[0].identification == value,
                ONLY_CURRENT,
            ),
            *TIMES,
            *more,
        ),
        later=LATER,
    )


CATALOGUE = Parameter("catalogus", identity, lambda record, value: True)
TIMES = (
    Parameter("status", one_of(STATES), lambda record, value: value != "concept"),
    Parameter("datumGeldigheid", day, lambda record, value: True, ONLY_CURRENT),
)
LATER = frozenset(
    {
        "zaaktypeIdentificatie", "catalogus", "beginGeldigheid", "eindeGeldigheid", "beginObject", "eindeObject",
        "doorlooptijd", "checklistitemStatustype", "eigenschappen", "zaakobjecttypen", "procesobjectaard",
        "indicatieSpecifiek", "procestermijn", "besluittypen", "besluittypeOmschrijving", "informatieobjecttypen",
        "informatieobjecttypeOmschrijving",
    }
)  # fmt: skip
CATALOGUES = Resource(
    api="catalogi",
    name="catalogussen",
    title="Catalogussen",
    find=lambda world, identity: world if world.namespace == identity else None,
    records=lambda world: [world],
    show=_shown_catalogue,
    parameters=(
        Parameter("domein", text, lambda world, value: value == "OEFEN"),
        Parameter("rsin", text, lambda world, value: value == world.rsin),
        Parameter("domein__in", several, lambda world, value: "OEFEN" in value),
        Parameter("rsin__in", several, lambda world, value: world.rsin in value),
    ),
    later=frozenset({"naam", "versie", "begindatumVersie"}),
)
CASE_TYPES = Resource(
    api="catalogi",
    name="zaaktypen",
    title="Zaaktypen",
    find=lambda world, identity: next((one for one in world.types if one.uuid == identity), None),
    records=lambda world: world.types,
    show=_case_type,
    parameters=(
        CATALOGUE,
        Parameter("identificatie", text, lambda kind, value: kind.identification == value),
        Parameter("trefwoorden", several, lambda kind, value: False, BOTH),
        *TIMES,
    ),
    later=frozenset({"verantwoordelijke", "beginObject", "eindeObject", "zaakobjecttypen"}),
)
STATUS_TYPES = _of_case_types("statustypen", "statuses", "Statustypen", _status_type)
RESULT_TYPES = _of_case_types("resultaattypen", "results", "Resultaattypen", _result_type)
ROLE_TYPES = _of_case_types(
    "roltypen",
    "roles",
    "Roltypen",
    _role_type,
    Parameter("omschrijvingGeneriek", one_of(GENERIC), lambda record, value: record[1].generic == value),
)
DOCUMENT_TYPES = Resource(
    api="catalogi",
    name="informatieobjecttypen",
    title="Documenttypen",
    find=lambda world, identity: next(
        (one for one in world.types[0].documents if one.uuid == identity), None
    ),
    records=lambda world: world.types[0].documents,
    show=_document_type,
    parameters=(
        CATALOGUE,
        *TIMES,
        Parameter("omschrijving", text, lambda kind, value: kind.name == value, ONLY_CURRENT),
    ),
    later=frozenset(
        {
            "besluittypen",
            "informatieobjectcategorie",
            "trefwoord",
            "omschrijvingGeneriek",
            "zaaktypen",
            "beginObject",
            "eindeObject",
        }
    ),
)
