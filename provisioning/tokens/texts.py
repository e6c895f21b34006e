"""What rooms of the API are called, for people."""

from django.utils.translation import gettext_lazy as _

ROOMS = {
    "tenants": _("Gemeenten"),
    "standing": _("Openen en sluiten"),
    "features": _("Onderdelen"),
    "domains": _("Webadressen"),
    "configuration": _("Configuratie als bestand"),
    "releases": _("Releases"),
    "themes": _("Huisstijlen"),
    "connections": _("Koppelingen"),
    "operations": _("Opdrachten"),
    "bulk": _("Bewerkingen op meer gemeenten"),
    "health": _("Hoe het met koppelingen gaat"),
    "announcements": _("Mededelingen aan redacteuren"),
    "audit": _("Logboek"),
    "operators": _("Beheerders"),
    "webhooks": _("Webhooks"),
    "tokens": _("Eigen sleutels"),
}
