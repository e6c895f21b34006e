"""The Documenten API: what is read of it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response
from integrations.sandbox.world.documents import Document, Part

from . import catalogi
from .expanding import Expansion
from .parameters import (
    LEVELS,
    ONLY_CURRENT,
    Parameter,
    day,
    identity,
    one_of,
    read_all,
    several,
    text,
    yes_or_no,
)
from .profiles import Profile
from .resources import Resource, get


def _document(document: Document, call: Call) -> dict[str, Any]:
    own = f"{call.base}/documenten/api/v1/enkelvoudiginformatieobjecten/{document.uuid}"
    return {
        "url": own,
        "identificatie": document.identification,
        "bronorganisatie": call.world.rsin,
        "creatiedatum": document.created.date().isoformat(),
        "titel": document.title,
        "vertrouwelijkheidaanduiding": document.confidentiality,
        "auteur": document.author,
        "status": document.status,
        "formaat": document.format,
        "taal": document.language,
        "versie": 1,
        "beginRegistratie": document.created.isoformat(),
        "bestandsnaam": document.file_name,
        "inhoud": f"{own}/download?versie=1",
        "bestandsomvang": document.size,
        "beschrijving": "",
        "ontvangstdatum": None,
        "verzenddatum": None,
        "indicatieGebruiksrecht": None,
        "verschijningsvorm": "",
        "ondertekening": None,
        "integriteit": None,
        "informatieobjecttype": type_address(document, call),
        "locked": bool(document.lock),
        "bestandsdelen": [part(one, document, call) for one in document.parts],
        "trefwoorden": [],
    }


def type_address(document: Document, call: Call) -> str:
    """Answer the address of a document's kind."""
    if document.type is None:
        return document.type_address
    return f"{call.base}/catalogi/api/v1/informatieobjecttypen/{document.type.uuid}"


def part(one: Part, document: Document, call: Call) -> dict[str, Any]:
    """Show a part of a file that is not complete yet."""
    return {
        "url": f"{call.base}/documenten/api/v1/bestandsdelen/{one.uuid}",
        "volgnummer": one.number,
        "omvang": one.size,
        "voltooid": one.content is not None,
        "lock": document.lock,
    }


def downloading(profile: Profile) -> Callable[..., Response]:
    """Make the view that sends a file, a piece at a time."""

    def view(call: Call, uuid: str) -> Response:
        read_all(call, (), DOCUMENTS.around_detail)
        document: Document = get(DOCUMENTS, call, uuid)
        if call.request.query.get("versie", "1") != "1" or document.parts:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        headers = {"Content-Length": str(document.size), "API-version": profile.versions["documenten"]}
        return Response(document.content(), content_type="application/octet-stream", headers=headers)

    return view


def _kind(document: Document, value: object) -> bool:
    return document.type is not None and document.type.uuid == value


DOCUMENTS = Resource(
    api="documenten",
    name="enkelvoudiginformatieobjecten",
    title="Documenten",
    find=lambda world, identity: world.documents.get(identity),
    records=lambda world: list(world.documents.values()),
    show=_document,
    parameters=(
        Parameter("identificatie", text, lambda document, value: document.identification == value),
        Parameter("bronorganisatie", text, lambda document, value: True),
        Parameter(
            "titel", text, lambda document, value: value.lower() in document.title.lower(), ONLY_CURRENT
        ),
        Parameter("auteur", text, lambda document, value: document.author == value, ONLY_CURRENT),
        Parameter("informatieobjecttype", identity, _kind, ONLY_CURRENT),
        Parameter("locked", yes_or_no, lambda document, value: bool(document.lock) is value, ONLY_CURRENT),
        Parameter("trefwoorden", several, lambda document, value: False, ONLY_CURRENT),
        Parameter(
            "vertrouwelijkheidaanduiding",
            one_of(LEVELS),
            lambda document, value: document.confidentiality == value,
            ONLY_CURRENT,
        ),
        Parameter(
            "creatiedatum__gte", day, lambda document, value: document.created.date() >= value, ONLY_CURRENT
        ),
        Parameter(
            "creatiedatum__lte", day, lambda document, value: document.created.date() <= value, ONLY_CURRENT
        ),
    ),
    expansions={
        "informatieobjecttype": Expansion(lambda document, call: document.type, catalogi.DOCUMENT_TYPES.show)
    },
    around_detail=("versie", "registratieOp"),
    later=frozenset({"verschijningsvorm", "bestandsdelen", "trefwoorden"}),
)
