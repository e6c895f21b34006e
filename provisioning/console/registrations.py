"""What the console fills in the registers."""

from django.utils.translation import gettext_lazy as _

from tenants import registers
from tenants.registers.kinds import (
    Access,
    Audience,
    AuditText,
    Feature,
    HelpPage,
    Processing,
    Retention,
    Settings,
)

from .texts import AUDIT

NAME = "console"
PUBLIC = ("sign_in", "code", "setup", "setup_qr", "sign_out", "invitation")
ORGANISATION = (
    "organisation_sign_in",
    "organisation_back",
    "organisation_on",
    "organisation_left",
    "organisation_ended",
    "organisation_link",
)
OPERATORS = (
    "tenants",
    "tenant",
    "open",
    "open_resume",
    "open_step",
    "open_take_over",
    "open_throw_away",
    "feature",
    "tokens",
    "token_make",
    "token_revoke",
    "connection_board",
    "connection_catalogue",
    "connection_add",
    "connection_trial",
    "connection",
    "connection_change",
    "connection_test",
    "connection_letter",
    "connection_rotate",
    "connection_drop",
    "connection_certificate",
    "connection_key_pair",
    "connection_request",
    "connection_advance",
    "connection_leave_next",
    "connection_leave_former",
    "connection_uncertify",
    "connection_switch",
    "connection_maintenance",
    "connection_maintenance_off",
    "connection_remove",
    "configuration",
    "configuration_apply",
    "configuration_file",
    "operation",
    "operation_retry",
    "audit",
    "components",
    "operators",
    "operator_invite",
    "operator",
    "operator_role",
    "operator_shut_out",
    "operator_admit",
    "operator_reset",
    "operator_invite_again",
    "prove",
    "organisation_prove",
    "audit_export",
    "audit_check",
    "audit_course",
    "account",
    "password",
    "device_add",
    "device_confirm",
    "device_qr",
    "device_remove",
    "passkey_add",
    "passkey_remove",
    "recovery_codes",
    "session_end",
    "sessions_end",
)

registers.features.add(
    Feature(
        NAME,
        str(_("Console")),
        str(_("Waar beheerders van het platform gemeenten openen en wijzigen.")),
        switchable=False,
    )
)
registers.settings.add(Settings(NAME, NAME))
registers.help_pages.add(HelpPage(NAME, path="console.md"))
registers.help_pages.add(HelpPage(NAME, path="configuration.md"))
for view in (*PUBLIC, *ORGANISATION):
    registers.access.add(Access(NAME, f"console:{view}", Audience.PUBLIC))
for view in OPERATORS:
    registers.access.add(Access(NAME, f"console:{view}", Audience.OPERATOR))
for action, text in AUDIT.items():
    registers.audit_texts.add(AuditText(NAME, action, text, by_operators=True))

registers.processing.add(
    Processing(
        NAME,
        "Beheer van het platform",
        "Vaststellen wie gemeenten opent en wijzigt, en verantwoorden wat er is gedaan",
        "gerechtvaardigd belang: beveiliging van de verwerking (AVG artikel 6 lid 1 onder f, artikel 32)",
        ("naam", "e-mailadres", "netwerkadres"),
    )
)
for model, keep, personal, erasure in (
    ("Operator", "zolang iemand beheerder is", ("email", "name"), "het account wordt verwijderd"),
    ("OperatorDevice", "tot de beheerder het apparaat verwijdert", ("name",), "verdwijnt met het account"),
    ("Passkey", "tot de beheerder de toegangssleutel verwijdert", ("name",), "verdwijnt met het account"),
    ("Invitation", "drie dagen, of tot ze gebruikt is", (), "verdwijnt met het account"),
    (
        "OpeningDraft",
        "tot de gemeente is geopend, en hoogstens dertig dagen na de laatste wijziging",
        ("values",),
        "het concept wordt verwijderd",
    ),
    ("RecoveryCode", "tot er nieuwe codes zijn gemaakt", (), "verdwijnt met het account"),
    ("ConsoleSession", "twaalf uur na het aanmelden", ("origin", "browser"), "verdwijnt met het account"),
    (
        "OrganisationIdentity",
        "zolang iemand zich aanmeldt met de organisatie",
        ("subject",),
        "verdwijnt met het account",
    ),
    (
        "OrganisationJourney",
        "een dag; wat de aanbieder zei, versleuteld en hooguit twee minuten",
        (),
        "verdwijnt na een dag vanzelf",
    ),
    ("SignInAttempt", "een dag na de laatste mislukte poging", (), "niet herleidbaar tot een persoon"),
):
    registers.retention.add(Retention(NAME, f"console.{model}", keep, personal, erasure))
DAY_TWO = (
    "suspend",
    "resume",
    "maintenance",
    "maintenance_preview",
    "operation_undo",
    "going_live",
    "settings",
    "adjustable",
    "domains",
    "domain_add",
    "domain_proof",
    "domain_primary",
    "domain_certificate",
    "domain_remove",
    "releases",
    "release",
    "release_restore",
    "bulk_list",
    "bulk_new",
    "bulk_plan",
    "bulk",
    "bulk_retry",
    "announcements",
    "announcement_add",
    "announcement_withdraw",
)
WEBHOOKS = (
    "webhooks",
    "webhook",
    "webhook_add",
    "webhook_events",
    "webhook_switch",
    "webhook_rotate",
    "webhook_forget",
    "webhook_remove",
    "deliveries",
    "delivery",
    "delivery_replay",
)
for view in (*DAY_TWO, *WEBHOOKS):
    registers.access.add(Access(NAME, f"console:{view}", Audience.OPERATOR))
PLANS = ("plans", "plan", "plan_add", "plan_remove")
for view in PLANS:
    registers.access.add(Access(NAME, f"console:{view}", Audience.OPERATOR))
THEMES = (
    "themes",
    "theme",
    "theme_add",
    "theme_archive",
    "theme_edit",
    "theme_preview",
    "theme_publish",
    "theme_renew",
    "theme_shipped",
    "theme_stylesheet",
    "theme_thumbnail",
    "theme_version",
)
for view in THEMES:
    registers.access.add(Access(NAME, f"console:{view}", Audience.OPERATOR))
