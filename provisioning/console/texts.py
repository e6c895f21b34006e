"""Words that the console has for states, kinds, roles and acts."""

from django.utils.translation import gettext_lazy as _

from integrations.connections import wording
from integrations.connections.types import StepState
from tenants.types import Certificate, Kind, State

from .types import Role

ROLES = {
    Role.VIEWER: _("Kijker"),
    Role.OPERATOR: _("Beheerder"),
    Role.OWNER: _("Eigenaar"),
}
KINDS = {
    Kind.PRODUCTION: _("Productie"),
    Kind.SANDBOX: _("Proef"),
}
STATES = {
    State.DRAFT: (_("Concept"), "neutral"),
    State.REQUESTED: (_("Aangevraagd"), "info"),
    State.PROVISIONING: (_("Wordt geopend"), "info"),
    State.SPARE: (_("Reserve"), "neutral"),
    State.TRIAL: (_("Op proef"), "info"),
    State.LIVE: (_("Live"), "success"),
    State.SUSPENDED: (_("Opgeschort"), "error"),
    State.MAINTENANCE: (_("Onderhoud"), "warning"),
    State.LEAVING: (_("Vertrekt"), "warning"),
    State.DELETED: (_("Verwijderd"), "neutral"),
}
"""Each with the kind of badge that shows it."""
CERTIFICATES = {
    Certificate.PLATFORM: _("Certificaat van het platform"),
    Certificate.OWN: _("OV-certificaat van de gemeente"),
    Certificate.ACME: _("DV-certificaat, risico schriftelijk aanvaard"),
}
CONNECTION_STATES = wording.STATES
STEP_STATES = {
    StepState.OK: (_("Goed"), "ok"),
    StepState.WARNING: (_("Let op"), "warning"),
    StepState.FAILED: (_("Fout"), "error"),
    StepState.SKIPPED: (_("Niet bekeken"), "skipped"),
    StepState.ABSENT: (_("Niet van toepassing"), "skipped"),
}
"""Of a layer of a test, each with the name of its mark."""
ERRANDS = {
    "change": _("De wijziging wordt doorgevoerd."),
    "rotate": _("Het nieuwe geheim wordt doorgevoerd."),
    "drop": _("Het vorige geheim wordt vergeten."),
    "switch": _("De koppeling wordt geschakeld."),
    "plan": _("Het onderhoud wordt vastgelegd."),
    "request": _("De sleutel en de aanvraag worden gemaakt."),
    "certify": _("Het certificaat wordt doorgevoerd."),
    "advance": _("Het volgende certificaat wordt in gebruik genomen."),
    "leave": _("Het certificaat wordt vergeten."),
    "remove": _("De koppeling wordt verwijderd."),
    "test": _("De koppeling wordt getest."),
    "try": _("Dit wordt geprobeerd."),
}
"""What a worker is doing to a connection."""
OPERATION_STATES = {
    "planned": (_("Gepland"), "neutral"),
    "requested": (_("Wacht"), "neutral"),
    "running": (_("Bezig"), "info"),
    "done": (_("Klaar"), "success"),
    "failed": (_("Mislukt"), "error"),
    "undoing": (_("Wordt ongedaan gemaakt"), "info"),
    "undone": (_("Ongedaan gemaakt"), "neutral"),
}
PROBLEMS = {
    "altered": _("Regel %(record)s is gewijzigd nadat zegel %(seal)s was gezet."),
    "removed": _("Regel %(record)s, die in zegel %(seal)s staat, is weg."),
    "inserted": _("Regel %(record)s is er later tussen gezet."),
    "seal": _("Zegel %(seal)s is gewijzigd, of niet door dit platform gezet."),
    "cut": _("Het einde is weg: een ander logboek kent nog zegel %(seal)s."),
}
"""What can be wrong with a stream (`provisioning.audit.judging`)."""
OPERATION_KINDS = {
    "open": _("Gemeente openen"),
    "clone": _("Gemeente kopiëren"),
    "spare": _("Reserve klaarzetten"),
    "discard": _("Reserve opruimen"),
    "go_live": _("Gemeente live zetten"),
    "suspend": _("Gemeente opschorten"),
    "resume": _("Gemeente hervatten"),
    "maintenance": _("Onderhoud"),
    "switch_feature": _("Onderdeel schakelen"),
    "change_settings": _("Naam, thema, plan of eigen kleuren wijzigen"),
    "change_domains": _("Webadressen wijzigen"),
    "roll_back": _("Oudere release terugzetten"),
    "configure": _("Configuratiebestand doorvoeren"),
}

AUDIT = {
    "operator.created": "Account gemaakt voor {target}",
    "operator.signed_in": "Aangemeld",
    "operator.signed_out": "Afgemeld",
    "operator.sign_in_failed": "Aanmelden geweigerd",
    "operator.invited": "Uitgenodigd als beheerder: {target}",
    "operator.invitation_accepted": "Uitnodiging gebruikt door {target}",
    "operator.invitation_not_mailed": "De mail met de uitnodiging kwam niet aan bij {target}",
    "operator.linked": "Gekoppeld aan de organisatie: {target}",
    "operator.not_admitted": "Heeft bij de organisatie geen rol meer: {target}",
    "operator.ended_by_organisation": "Afgemeld door de organisatie: {target}",
    "operator.role_changed": "Rol gewijzigd van {target}",
    "operator.shut_out": "Geblokkeerd: {target}",
    "operator.admitted_again": "Weer toegelaten: {target}",
    "operator.second_factor_reset": "Wachtwoord en tweede factor verwijderd van {target}",
    "operator.proved_again": "Opnieuw bevestigd wie het is",
    "operator.device_added": "Apparaat toegevoegd: {target}",
    "operator.device_removed": "Apparaat verwijderd: {target}",
    "operator.passkey_added": "Toegangssleutel toegevoegd: {target}",
    "operator.passkey_removed": "Toegangssleutel verwijderd: {target}",
    "operator.password_changed": "Wachtwoord gewijzigd van {target}",
    "operator.recovery_codes_made": "Herstelcodes gemaakt voor {target}",
    "operator.session_ended": "Sessie beëindigd: {target}",
    "operator.other_sessions_ended": "Alle andere sessies beëindigd",
    "opening_draft.taken_over": "Concept van een opening overgenomen: {target}",
    "feature.switched_on": "Onderdeel aangezet: {target}",
    "feature.switched_off": "Onderdeel uitgezet: {target}",
}
