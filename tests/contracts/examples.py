"""One right request for each operation of the stand-ins that have a contract."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from integrations.sandbox.web import Request, Response
from integrations.sandbox.world.people import companies, people
from tests.contracts.asking import Asker

CASES = "/zaken/api/v1/zaken"
PARTS = ("statussen", "rollen", "resultaten")
TYPES = ("catalogussen", "zaaktypen", "statustypen", "resultaattypen", "roltypen", "informatieobjecttypen")
DOCUMENTS = "/documenten/api/v1/enkelvoudiginformatieobjecten"
UPLOAD = {
    "bronorganisatie": "800000009",
    "creatiedatum": "2026-01-05",
    "titel": "Foto van de stoep",
    "auteur": "Fatima Zandvoorde",
    "taal": "nld",
    "inhoud": base64.b64encode(b"een foto").decode(),
    "informatieobjecttype": "http://127.0.0.1:8002/catalogi/api/v1/informatieobjecttypen/1",
    "status": "definitief",
    "bestandsnaam": "stoep.jpg",
}
SUBSCRIPTION = {
    "callbackUrl": "http://zonnedam.localhost:8000/notificaties/",
    "auth": "Bearer geheim",
    "kanalen": [{"naam": "zaken", "filters": {"bronorganisatie": "800000009"}}],
}
MESSAGE = {
    "kanaal": "zaken",
    "hoofdObject": "http://127.0.0.1:8002/zaken/1",
    "resource": "status",
    "resourceUrl": "http://127.0.0.1:8002/statussen/1",
    "actie": "create",
    "aanmaakdatum": "2026-01-05T12:00:00Z",
    "kenmerken": {"bronorganisatie": "800000009"},
}
PART = (
    b'--grens\r\nContent-Disposition: form-data; name="lock"\r\n\r\n%b\r\n'
    b'--grens\r\nContent-Disposition: form-data; name="inhoud"; filename="deel"\r\n\r\n%b\r\n--grens--\r\n'
)


@dataclass(frozen=True)
class Example:
    """A request."""

    path: str
    query: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, asker: Asker) -> tuple[Request, Response]:
        """Ask it."""
        return asker.ask(self.path, self.query, self.method, body=self.body, **self.headers)

    def with_query(self, **query: str) -> "Example":
        """Answer the same, with these parameters."""
        return replace(self, query={**self.query, **query})

    def with_headers(self, **headers: str) -> "Example":
        """Answer the same, with these headers."""
        return replace(self, headers={**self.headers, **headers})

    def with_body(self, body: Any) -> "Example":
        """Answer the same, with this body."""
        return replace(self, body=body)


def examples(asker: Asker) -> Iterator[Example]:
    """Answer an example for each operation; they are asked one after the other, for some build on others."""
    is_current = asker.key == "zgw"
    case = asker.get(CASES)["results"][0]["url"]
    yield from _reading(asker, case)
    yield from _searching(case) if is_current else ()
    yield from _documents(asker, case, is_current)
    yield from _notifying(asker)
    if is_current:
        yield from _current(asker, case)


def _reading(asker: Asker, case: str) -> Iterator[Example]:
    bsn = "betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    yield Example(CASES)
    yield Example(
        CASES,
        {f"rol__{bsn}": people()[0].bsn, "maximaleVertrouwelijkheidaanduiding": "openbaar", "page": "1"},
    )
    yield Example(CASES, {"ordering": "-startdatum", "startdatum__gte": "2020-01-05", "zaaktype": case})
    yield Example(case)
    for name in PARTS:
        yield Example(f"/zaken/api/v1/{name}", {"zaak": case})
        yield Example(asker.get(f"/zaken/api/v1/{name}")["results"][0]["url"])
    yield Example(
        "/zaken/api/v1/rollen", {"zaak": case, bsn: people()[0].bsn, "omschrijvingGeneriek": "initiator"}
    )
    yield Example("/zaken/api/v1/zaakinformatieobjecten", {"zaak": case})
    yield Example(asker.get("/zaken/api/v1/zaakinformatieobjecten", {"zaak": case})[0]["url"])
    for name in TYPES:
        yield Example(f"/catalogi/api/v1/{name}", {"page": "1"})
        yield Example(asker.get(f"/catalogi/api/v1/{name}")["results"][0]["url"])
    yield Example(
        "/catalogi/api/v1/statustypen", {"zaaktype": asker.get(case)["zaaktype"], "status": "definitief"}
    )


def _searching(case: str) -> Iterator[Example]:
    start = "rol__betrokkeneIdentificatie__"
    yield Example(
        f"{CASES}/_zoek",
        {"page": "1", "pageSize": "9", "expand": "status,zaaktype"},
        "POST",
        {
            f"{start}natuurlijkPersoon__inpBsn": people()[0].bsn,
            "maximaleVertrouwelijkheidaanduiding": "zeer_geheim",
            "ordering": ["-startdatum"],
            "einddatum__isnull": True,
        },
    )
    yield Example(f"{CASES}/_zoek", method="POST", body={f"{start}vestiging__kvkNummer": companies()[0].kvk})
    yield Example(f"{CASES}/_zoek", method="POST", body={"uuid__in": [case.rpartition("/")[2]]})


def _documents(asker: Asker, case: str, is_current: bool) -> Iterator[Example]:
    document = asker.get(DOCUMENTS, {"page": "2"})["results"][0]
    yield Example(DOCUMENTS, {"page": "2"})
    yield Example(document["url"])
    yield Example(document["inhoud"].partition("?")[0], {"versie": "1"})
    yield Example(DOCUMENTS, method="POST", body=UPLOAD)
    made = Example(DOCUMENTS, method="POST", body=UPLOAD).ask(asker)[1].json()
    yield Example(
        "/zaken/api/v1/zaakinformatieobjecten",
        method="POST",
        body={"zaak": case, "informatieobject": made["url"], "titel": "Foto"},
    )
    nothing = None if is_current else {}
    yield Example(f"{made['url']}/lock", method="POST", body=nothing)
    locked = Example(f"{document['url']}/lock", method="POST", body=nothing).ask(asker)[1].json()
    yield Example(f"{document['url']}/unlock", method="POST", body={"lock": locked["lock"]})


def _notifying(asker: Asker) -> Iterator[Example]:
    start = "/notificaties/api/v1"
    yield Example(f"{start}/kanaal", {"naam": "zaken"})
    yield Example(asker.get(f"{start}/kanaal")[0]["url"])
    yield Example(
        f"{start}/kanaal",
        method="POST",
        body={"naam": "besluiten", "documentatieLink": "http://127.0.0.1:8002/", "filters": ["soort"]},
    )
    yield Example(f"{start}/abonnement", method="POST", body=SUBSCRIPTION)
    yield Example(f"{start}/abonnement")
    made = Example(f"{start}/abonnement", method="POST", body=SUBSCRIPTION).ask(asker)[1].json()
    yield Example(made["url"])
    yield Example(made["url"], method="PUT", body=SUBSCRIPTION)
    yield Example(made["url"], method="DELETE")
    yield Example(f"{start}/notificaties", method="POST", body=MESSAGE)


def _current(asker: Asker, case: str) -> Iterator[Example]:
    """What the first version does not have."""
    deep = "zaaktype,status,status.statustype,resultaat,resultaat.resultaattype,rollen,rollen.roltype"
    others = "zaakinformatieobjecten,deelzaken,eigenschappen,zaakobjecten,hoofdzaak"
    yield Example(CASES, {"expand": f"{deep},{others}", "pageSize": "100"})
    yield Example(case, {"expand": deep})
    yield Example(case, method="HEAD")
    yield Example(case, headers={"if_none_match": '"anders"'})
    yield Example(DOCUMENTS, {"expand": "informatieobjecttype", "titel": "aanvraag", "locked": "false"})
    in_parts = {name: value for name, value in UPLOAD.items() if name != "inhoud"} | {"bestandsomvang": 8}
    made = Example(DOCUMENTS, method="POST", body=in_parts)
    yield made
    part = made.ask(asker)[1].json()["bestandsdelen"][0]
    form = PART % (part["lock"].encode(), b"een foto")
    kind = "multipart/form-data; boundary=grens"
    yield Example(part["url"], method="PUT", body=form, headers={"content_type": kind})
    application = asker.get("/autorisaties/api/v1/applicaties")["results"][0]
    yield Example(
        "/autorisaties/api/v1/applicaties", {"clientIds": application["clientIds"][0], "pageSize": "5"}
    )
    yield Example(application["url"])
    yield Example("/autorisaties/api/v1/applicaties/consumer", {"clientId": application["clientIds"][0]})
