"""What details of acts are called, and words for their values that come from a short list.

A record keeps names and values as the code has them, so that they can be searched for and compared; who reads it
gets these. `tests/tenants/audit/test_vocabulary.py` looks whether each name that the code records has a word.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Final[Mapping[str, Promise]] = {
    "adjustable": _("zelf aan te passen"),
    "house_style": _("huisstijl"),
    "address": _("adres"),
    "administrator": _("eerste beheerder"),
    "after": _("daarna"),
    "again": _("opnieuw"),
    "attempt": _("poging"),
    "authentication": _("aanmelden met"),
    "because": _("omdat"),
    "before": _("eerst"),
    "begins": _("begint"),
    "cbs_code": _("CBS-code"),
    "certificate": _("certificaat"),
    "client_id": _("herkenningsnaam"),
    "closed": _("niet te openen"),
    "connections": _("koppelingen"),
    "contact": _("contactgegevens"),
    "documents": _("documenten"),
    "domain": _("webadres"),
    "domains": _("webadressen"),
    "due_at": _("gepland voor"),
    "dutch": _("tekst"),
    "ends": _("eindigt"),
    "ends_at": _("tot"),
    "english": _("tekst in het Engels"),
    "error": _("fout"),
    "events": _("meldingen"),
    "expires_at": _("geldig tot"),
    "factor": _("tweede factor"),
    "features": _("onderdelen"),
    "file": _("bestand"),
    "finding": _("uitkomst"),
    "fingerprint": _("herkenningscode"),
    "format": _("vorm"),
    "header": _("header"),
    "hint": _("begint met"),
    "host": _("webadres"),
    "is_on": _("stand"),
    "kind": _("soort"),
    "limits": _("grenzen"),
    "locked": _("geblokkeerd"),
    "municipalities": _("gemeenten"),
    "name": _("naam"),
    "note": _("toelichting"),
    "number": _("aantal"),
    "numbers": _("nummers"),
    "on": _("stand"),
    "operation": _("opdracht"),
    "organisation": _("organisatie"),
    "parts": _("delen"),
    "primary": _("hoofdadres"),
    "profile": _("inrichting"),
    "proven": _("bewezen"),
    "reason": _("reden"),
    "release": _("release"),
    "risk_accepted_by": _("risico aanvaard door"),
    "risk_accepted_on": _("risico aanvaard op"),
    "role": _("rol"),
    "scheme": _("voorvoegsel"),
    "scope": _("bereik"),
    "scopes": _("rechten"),
    "secret": _("geheim"),
    "secret_changed": _("geheim vervangen"),
    "sessions": _("beëindigde sessies"),
    "slug": _("kenmerk"),
    "state": _("staat"),
    "step": _("stap"),
    "switches": _("schakelaars"),
    "system": _("systeem"),
    "texts": _("teksten"),
    "theme": _("thema"),
    "token_address": _("adres voor tokens"),
    "trusted": _("vertrouwd certificaat"),
    "under": _("hoofdsleutel"),
    "undoing": _("bij het ongedaan maken"),
    "until": _("tot"),
    "which": _("welk"),
}
ROLES: Final = {"viewer": _("kijker"), "operator": _("beheerder"), "owner": _("eigenaar")}
STEPS: Final = {
    "password": _("wachtwoord"),
    "code": _("code"),
    "password again": _("wachtwoord, opnieuw gevraagd"),
}
SIDES: Final = {True: _("aan"), False: _("uit")}
KINDS: Final = {
    "production": _("productie"),
    "sandbox": _("proef"),
    "open": _("gemeente openen"),
    "clone": _("gemeente kopiëren"),
    "spare": _("reserve klaarzetten"),
    "discard": _("reserve opruimen"),
    "go_live": _("live zetten"),
    "suspend": _("opschorten"),
    "resume": _("hervatten"),
    "maintenance": _("onderhoud"),
    "switch_feature": _("onderdeel schakelen"),
    "change_settings": _("naam of thema wijzigen"),
    "change_domains": _("webadressen wijzigen"),
    "change_theme": _("ander thema"),
    "roll_back": _("oudere release terugzetten"),
    "configure": _("configuratiebestand doorvoeren"),
}
"""Of municipalities, of operations, and of what is done at many municipalities."""
STATES: Final = {
    "draft": _("concept"),
    "requested": _("aangevraagd"),
    "provisioning": _("wordt geopend"),
    "spare": _("reserve"),
    "trial": _("op proef"),
    "live": _("live"),
    "suspended": _("opgeschort"),
    "maintenance": _("onderhoud"),
    "leaving": _("vertrekt"),
    "deleted": _("verwijderd"),
}
WORDS: Final[Mapping[str, Mapping[Any, Promise]]] = {
    "kind": KINDS,
    "state": STATES,
    "role": ROLES,
    "before": ROLES,
    "after": ROLES,
    "on": SIDES,
    "is_on": SIDES,
    "parts": LABELS,
    "municipalities": {"all": _("alle")},
    "factor": {
        "code": _("code van de telefoon"),
        "recovery code": _("herstelcode"),
        "passkey": _("toegangssleutel"),
    },
    "step": STEPS,
    "which": {"next": _("het volgende"), "former": _("het vorige")},
    "certificate": {
        "platform": _("van het platform"),
        "own": _("OV, van de gemeente"),
        "acme": _("DV, risico aanvaard"),
    },
    "events": {
        "operation.done": _("opdracht klaar"),
        "operation.failed": _("opdracht mislukt"),
        "operation.undone": _("opdracht ongedaan gemaakt"),
    },
}
TARGETS: Final[Mapping[str, Mapping[Any, Promise]]] = {
    "tenant.settings_changed": LABELS,
    "bulk.requested": KINDS,
    "bulk.retried": KINDS,
}
"""Acts of which the target is such a word as well."""
UNSAID: Final = frozenset({"announcement", "bulk", "event", "item"})
"""Numbers of rows: nobody can do anything with them."""
ONLY_IF_SO: Final = frozenset({"again", "locked", "undoing"})
"""What is only worth a word when it is so."""
