"""Made-up cases: always the same, of nobody."""

import uuid
from datetime import date, timedelta
from typing import Any

NAMESPACE = uuid.UUID("5b0f7c52-6f0e-4c0a-9a55-0d6a3f6b7e11")
RSIN = "816503709"
"""Of no organisation; passes the eleven-test that the contract asks for."""
FIRST_DAY = date(2026, 1, 5)
COUNT = 23
SUBJECTS = (
    "Parkeervergunning bewoner",
    "Omgevingsvergunning dakkapel",
    "Melding losse stoeptegel",
    "Aanvraag rijbewijs",
    "Bijzondere bijstand",
    "Kapvergunning",
    "Terrasvergunning",
)


def all_cases(base: str) -> list[dict[str, Any]]:
    """Make all cases; their addresses begin with `base`."""
    return [_case(number, base) for number in range(1, COUNT + 1)]


def _case(number: int, base: str) -> dict[str, Any]:
    identity = uuid.uuid5(NAMESPACE, str(number))
    subject = SUBJECTS[number % len(SUBJECTS)]
    begun = FIRST_DAY + timedelta(days=9 * number)
    is_closed = number % 3 == 0
    api = f"{base}/zaken/api/v1"
    return {
        "url": f"{api}/zaken/{identity}",
        "uuid": str(identity),
        "identificatie": f"ZAAK-2026-{number:010d}",
        "bronorganisatie": RSIN,
        "omschrijving": subject,
        "toelichting": "",
        "zaaktype": f"{base}/catalogi/api/v1/zaaktypen/{uuid.uuid5(NAMESPACE, subject)}",
        "registratiedatum": begun.isoformat(),
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": begun.isoformat(),
        "einddatum": (begun + timedelta(days=20)).isoformat() if is_closed else None,
        "einddatumGepland": (begun + timedelta(days=30)).isoformat(),
        "uiterlijkeEinddatumAfdoening": (begun + timedelta(days=56)).isoformat(),
        "publicatiedatum": None,
        "productenOfDiensten": [],
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        "laatsteBetaaldatum": None,
        "opschorting": {"indicatie": False, "reden": ""},
        "hoofdzaak": None,
        "deelzaken": [],
        "relevanteAndereZaken": [],
        "eigenschappen": [],
        "status": f"{api}/statussen/{uuid.uuid5(identity, 'status')}",
        "kenmerken": [],
        "archiefnominatie": None,
        "archiefstatus": "nog_te_archiveren",
        "archiefactiedatum": None,
        "resultaat": f"{api}/resultaten/{uuid.uuid5(identity, 'resultaat')}" if is_closed else None,
    }
