"""Upload a document: whole, or in parts; and tie it to a case."""

import base64
import email.parser
import email.policy
import uuid as uuids
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from http import HTTPStatus
from typing import Any

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response
from integrations.sandbox.world.documents import Document, Link, Part

from . import answers, bodies
from .answers import InvalidError
from .bodies import Field
from .case_parts import LINKS
from .documenten import DOCUMENTS, part
from .parameters import LEVELS, identity, read_all
from .profiles import Profile
from .resources import get

LARGEST_PART = 4_000_000
"""Bytes; small, so that a file of a few pages of photographs already has several."""
STATES = ("in_bewerking", "ter_vaststelling", "definitief", "gearchiveerd")
FIRST = {
    "identificatie": Field(bodies.text(40)),
    "bronorganisatie": Field(bodies.text(9, 9), is_required=True),
    "creatiedatum": Field(bodies.day, is_required=True),
    "titel": Field(bodies.text(200, 1), is_required=True),
    "vertrouwelijkheidaanduiding": Field(bodies.word(*LEVELS)),
    "auteur": Field(bodies.text(200, 1), is_required=True),
    "status": Field(bodies.word(*STATES)),
    "formaat": Field(bodies.text(255)),
    "taal": Field(bodies.text(3, 3), is_required=True),
    "bestandsnaam": Field(bodies.text(255)),
    "inhoud": Field(bodies.content, is_required=True),
    "beschrijving": Field(bodies.text(1000)),
    "ontvangstdatum": Field(bodies.day, is_nullable=True),
    "verzenddatum": Field(bodies.day, is_nullable=True),
    "indicatieGebruiksrecht": Field(bodies.yes_or_no, is_nullable=True),
    "informatieobjecttype": Field(bodies.address(200), is_required=True),
}
CURRENT = {
    **FIRST,
    "inhoud": Field(bodies.content, is_nullable=True),
    "bestandsomvang": Field(bodies.number, is_nullable=True),
    "trefwoorden": Field(bodies.listed(bodies.text(100, 1))),
    "verschijningsvorm": Field(bodies.text(100_000)),
}
LINK = {
    "zaak": Field(bodies.address(), is_required=True),
    "informatieobject": Field(bodies.address(), is_required=True),
    "titel": Field(bodies.text(200)),
    "beschrijving": Field(bodies.text()),
}


def creating(profile: Profile) -> Callable[[Call], Response]:
    """Make the view that takes a new document; without content today's version waits for parts (fact F6)."""

    def view(call: Call) -> Response:
        given = bodies.read(call, CURRENT if profile.is_current else FIRST)
        whole = given.get("inhoud")
        content = None if whole is None else base64.b64decode(whole)
        size = given.get("bestandsomvang")
        if content is not None and size is not None and size != len(content):
            raise InvalidError("nonFieldErrors", "file-size", "De omvang klopt niet met de inhoud.")
        document = _made(given, content, size or 0)
        with call.world.lock:
            if _is_there(document.identification, call):
                raise InvalidError("identificatie", "identificatie-niet-uniek", "Dit nummer bestaat al.")
            call.world.documents[document.uuid] = document
        told = DOCUMENTS.shown(document, call, profile)
        if not profile.is_current:
            told = {**told, "inhoud": whole}
        return answers.give(told, call, profile, "documenten", status=HTTPStatus.CREATED)

    return view


def _is_there(identification: str, call: Call) -> bool:
    return any(one.identification == identification for one in call.world.documents.values())


def _made(given: dict[str, Any], content: bytes | None, size: int) -> Document:
    own = uuids.uuid4()
    created = datetime.combine(date.fromisoformat(given["creatiedatum"]), time(), UTC)
    parts = () if content is not None or not size else tuple(_parts(own, size))
    return Document(
        uuid=own,
        identification=given.get("identificatie") or f"DOCUMENT-{created.year}-{own.int % 10**10:010d}",
        title=given["titel"],
        file_name=given.get("bestandsnaam", ""),
        type=None,
        type_address=given["informatieobjecttype"],
        author=given["auteur"],
        created=created,
        confidentiality=given.get("vertrouwelijkheidaanduiding") or "openbaar",
        status=given.get("status") or "definitief",
        size=len(content) if content is not None else size,
        given=content if content is not None else b"",
        format=given.get("formaat", ""),
        lock=uuids.uuid4().hex if parts else "",
        language=given["taal"],
        parts=parts,
    )


def _parts(document: uuids.UUID, size: int) -> list[Part]:
    sizes = [LARGEST_PART] * (size // LARGEST_PART) + ([size % LARGEST_PART] if size % LARGEST_PART else [])
    return [Part(uuids.uuid5(document, f"part {n}"), n, length) for n, length in enumerate(sizes, start=1)]


def receiving(profile: Profile) -> Callable[..., Response]:
    """Make the view that takes a part of a file."""

    def view(call: Call, uuid: str) -> Response:
        read_all(call, (), ())
        fields = _form(call)
        with call.world.lock:
            document, wanted = _part_of(call, uuid)
            if fields.get("lock", b"").decode() != document.lock:
                raise InvalidError("nonFieldErrors", "incorrect-lock-id")
            if len(fields.get("inhoud", b"")) != wanted.size:
                raise InvalidError("nonFieldErrors", "file-size")
            filled = replace(wanted, content=fields["inhoud"])
            parts = tuple(filled if one.uuid == wanted.uuid else one for one in document.parts)
            call.world.documents[document.uuid] = replace(document, parts=parts)
        return answers.give(part(filled, document, call), call, profile, "documenten")

    return view


def _part_of(call: Call, uuid: str) -> tuple[Document, Part]:
    for document in call.world.documents.values():
        for one in document.parts:
            if str(one.uuid) == uuid:
                return document, one
    raise RefusedError(HTTPStatus.NOT_FOUND)


def _form(call: Call) -> dict[str, bytes]:
    """Read a form with a file."""
    kind = call.request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise InvalidError("nonFieldErrors", "invalid", "Het verzoek is geen formulier met een bestand.")
    raw = b"Content-Type: " + kind.encode() + b"\r\n\r\n" + call.request.body
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(raw)
    found = {}
    for one in message.iter_parts():
        name = one.get_param("name", header="content-disposition")
        if name not in {"inhoud", "lock"}:
            raise InvalidError(str(name), "unknown")
        found[str(name)] = bytes(one.get_payload(decode=True) or b"")
    return found


def locking(profile: Profile) -> Callable[..., Response]:
    """Make the view that locks a document for whoever asks."""

    def view(call: Call, uuid: str) -> Response:
        if not profile.is_current:
            bodies.read(call, {})
        elif call.request.body or call.request.query:
            raise InvalidError("nonFieldErrors", "invalid", "Dit verzoek heeft geen inhoud.")
        with call.world.lock:
            document: Document = get(DOCUMENTS, call, uuid)
            if document.lock:
                raise InvalidError("nonFieldErrors", "existing-lock")
            document = replace(document, lock=uuids.uuid4().hex)
            call.world.documents[document.uuid] = document
        return answers.give({"lock": document.lock}, call, profile, "documenten")

    return view


def unlocking(profile: Profile) -> Callable[..., Response]:
    """Make the view that takes a lock away; a file in parts becomes whole by it."""

    def view(call: Call, uuid: str) -> Response:
        given = bodies.read(call, {"lock": Field(bodies.text(100))})
        with call.world.lock:
            document: Document = get(DOCUMENTS, call, uuid)
            if given.get("lock", "") != document.lock:
                raise InvalidError("nonFieldErrors", "incorrect-lock-id")
            if any(one.content is None for one in document.parts):
                raise InvalidError("nonFieldErrors", "file-incomplete")
            whole = (
                b"".join(one.content or b"" for one in document.parts) if document.parts else document.given
            )
            call.world.documents[document.uuid] = replace(document, lock="", parts=(), given=whole)
        headers = {"API-version": profile.versions["documenten"]}
        return Response(b"", HTTPStatus.NO_CONTENT, "application/json", headers)

    return view


def linking(profile: Profile) -> Callable[[Call], Response]:
    """Make the view that ties a document to a case; tying it twice is refused."""

    def view(call: Call) -> Response:
        given = bodies.read(call, LINK)
        case, document = identity(given["zaak"]), identity(given["informatieobject"])
        if case not in call.world.cases:
            raise InvalidError("zaak", "does_not_exist")
        with call.world.lock:
            if any(one.document == document for one in call.world.links_of(case)):
                raise InvalidError("nonFieldErrors", "unique")
            title = given.get("titel", "")
            link = Link(uuids.uuid4(), case, given["informatieobject"], document, title, datetime.now(UTC))
            call.world.link(link)
        told = LINKS.shown(link, call, profile)
        return answers.give(told, call, profile, "zaken", status=HTTPStatus.CREATED)

    return view
