"""Addresses of the console."""

from django.urls import path

from .views import (
    account,
    audit,
    configuration,
    connections,
    features,
    opening,
    operators,
    passkeys,
    proving,
    setting_up,
    signing_in,
    tenants,
    tokens,
    wizard,
)
from .views.components import COMPONENTS
from .views.day_two import DAY_TWO
from .views.organisation import ORGANISATION
from .views.plans import PLANS
from .views.themes import THEMES
from .views.webhooks import WEBHOOKS

app_name = "console"

ALL = "gemeenten/<uuid:tenant>/koppelingen/"
ONE = f"{ALL}<uuid:connection>/"
CONNECTIONS = [
    path(f"{ALL}toevoegen/", connections.catalogue, name="connection_catalogue"),
    path(f"{ALL}toevoegen/<slug:system>/", connections.add, name="connection_add"),
    path(f"{ALL}proef/<uuid:trial>/", connections.trial, name="connection_trial"),
    path(ONE, connections.connection, name="connection"),
    path(f"{ONE}wijzigen/", connections.change, name="connection_change"),
    path(f"{ONE}testen/", connections.test, name="connection_test"),
    path(f"{ONE}mail.txt", connections.letter, name="connection_letter"),
    path(f"{ONE}geheim/", connections.rotate, name="connection_rotate"),
    path(f"{ONE}geheim/vergeten/", connections.drop, name="connection_drop"),
    path(f"{ONE}certificaat/", connections.certificate, name="connection_certificate"),
    path(f"{ONE}certificaat/aanvragen/", connections.key_pair, name="connection_key_pair"),
    path(
        f"{ONE}certificaat/aanvraag.csr",
        connections.certificate_request,
        name="connection_request",
    ),
    path(f"{ONE}certificaat/volgend/gebruiken/", connections.certificate_advance, name="connection_advance"),
    path(
        f"{ONE}certificaat/volgend/vergeten/",
        connections.certificate_leave_next,
        name="connection_leave_next",
    ),
    path(
        f"{ONE}certificaat/vorig/vergeten/",
        connections.certificate_leave_former,
        name="connection_leave_former",
    ),
    path(f"{ONE}certificaat/verwijderen/", connections.certificate_out, name="connection_uncertify"),
    path(f"{ONE}schakelen/", connections.switch, name="connection_switch"),
    path(f"{ONE}onderhoud/", connections.maintenance, name="connection_maintenance"),
    path(
        f"{ONE}onderhoud/afzeggen/",
        connections.maintenance_off,
        name="connection_maintenance_off",
    ),
    path(f"{ONE}verwijderen/", connections.remove, name="connection_remove"),
]
AUDIT = [
    path("logboek/", audit.audit, name="audit"),
    path("logboek/logboek.<slug:form>", audit.export, name="audit_export"),
    path("logboek/controle/", audit.check, name="audit_check"),
    path("logboek/verloop/", audit.course, name="audit_course"),
]
TOKENS = [
    path("account/sleutels/", tokens.tokens, name="tokens"),
    path("account/sleutels/maken/", tokens.token_make, name="token_make"),
    path("account/sleutels/<uuid:token>/intrekken/", tokens.token_revoke, name="token_revoke"),
]
urlpatterns = [
    path("", tenants.tenants_list, name="tenants"),
    *wizard.OPENING,
    path("gemeenten/<uuid:tenant>/", tenants.tenant, name="tenant"),
    path("gemeenten/<uuid:tenant>/onderdelen/<slug:feature>/", features.feature, name="feature"),
    *CONNECTIONS,
    *configuration.ADDRESSES,
    *TOKENS,
    path("koppelingen/", connections.board, name="connection_board"),
    path("opdrachten/<uuid:operation>/", opening.operation, name="operation"),
    path("opdrachten/<uuid:operation>/opnieuw/", opening.operation_retry, name="operation_retry"),
    *AUDIT,
    *COMPONENTS,
    path("account/", account.account, name="account"),
    path("account/wachtwoord/", account.password, name="password"),
    path("account/apparaten/toevoegen/", account.device_add, name="device_add"),
    path("account/apparaten/<uuid:device>/bevestigen/", account.device_confirm, name="device_confirm"),
    path("account/apparaten/<uuid:device>/qr.svg", account.device_qr, name="device_qr"),
    path("account/apparaten/<uuid:device>/verwijderen/", account.device_remove, name="device_remove"),
    path("account/herstelcodes/", account.recovery_codes, name="recovery_codes"),
    path("account/sessies/<uuid:session>/beeindigen/", account.session_end, name="session_end"),
    path("account/sessies/beeindigen/", account.sessions_end, name="sessions_end"),
    *operators.OPERATORS,
    *passkeys.PASSKEYS,
    path("bevestigen/", proving.prove, name="prove"),
    path("aanmelden/", signing_in.sign_in, name="sign_in"),
    path("aanmelden/code/", signing_in.code, name="code"),
    path("aanmelden/instellen/", setting_up.setup, name="setup"),
    path("aanmelden/instellen/qr.svg", setting_up.setup_qr, name="setup_qr"),
    path("afmelden/", signing_in.sign_out, name="sign_out"),
]
urlpatterns += [*DAY_TWO, *THEMES, *WEBHOOKS, *ORGANISATION, *PLANS]
