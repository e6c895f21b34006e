"""Add documents to cases: https://vng-realisatie.github.io/gemma-zaken/standaard/documenten/"""

import base64
from typing import Any, Final

from integrations.connections import clients
from integrations.outcomes import Outcome
from integrations.zgw.types.sending import Content, NewDocument, Part

from .paths import CASE_DOCUMENTS, DOCUMENTS

SECONDS: Final = 60.0
"""How long one call with a file, or a part of one, may take."""
DUTCH: Final = "dut"
LONGEST_TITLE: Final = 200
LONGEST_NAME: Final = 255


def looked_up(client: clients.Client, organisation: str, identification: str) -> Outcome[list[Any]]:
    """Ask for documents with a number; a system that does not know the filter answers others."""
    filters = {"identificatie": identification, "bronorganisatie": organisation}
    return clients.every(client, DOCUMENTS, lambda content: content, params=filters, most_pages=1)


def create(
    client: clients.Client, document: NewDocument, organisation: str, content: Content, *, in_parts: bool
) -> clients.Reply:
    """Make a document: with its whole file, or with room for the parts of it.

    :raises UnavailableError: when there is no answer; it may be there all the same.
    """
    whole = None if in_parts else content.read(0, content.size)
    file = {"bestandsomvang": content.size} if whole is None else {"inhoud": base64.b64encode(whole).decode()}
    day = document.received.isoformat()
    told = {
        "identificatie": document.identification,
        "bronorganisatie": organisation,
        "creatiedatum": day,
        "ontvangstdatum": day,
        "titel": document.title[:LONGEST_TITLE],
        "auteur": document.author[:LONGEST_TITLE],
        "status": "definitief",
        "formaat": document.format,
        "taal": DUTCH,
        "bestandsnaam": document.file_name[:LONGEST_NAME],
        "indicatieGebruiksrecht": False,
        "informatieobjecttype": document.type,
    }
    return client.post(DOCUMENTS, json={**told, **file}, timeout=SECONDS)


def put(client: clients.Client, part: Part, lock: str, content: bytes) -> clients.Reply:
    """Send one part of a file; sent twice it is the same part.

    :raises UnavailableError: when there is no answer.
    """
    files = {"inhoud": (f"deel-{part.number}", content, "application/octet-stream")}
    return client.request("PUT", part.url, data={"lock": lock}, files=files, timeout=SECONDS)


def unlock(client: clients.Client, document: str, lock: str) -> clients.Reply:
    """Say that all parts are there.

    :raises UnavailableError: when there is no answer.
    """
    return client.post(f"{document}/unlock", json={"lock": lock}, timeout=SECONDS)


def tie(client: clients.Client, case: str, document: str, title: str) -> clients.Reply:
    """Make a document part of a case.

    :raises UnavailableError: when there is no answer; it may be so all the same.
    """
    told = {"zaak": case, "informatieobject": document, "titel": title[:LONGEST_TITLE], "beschrijving": ""}
    return client.post(CASE_DOCUMENTS, json=told)
