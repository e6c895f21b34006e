"""Addresses of the console."""

from django.urls import path

from .views import account, audit, connections, features, opening, signing_in, tenants

app_name = "console"

urlpatterns = [
    path("", tenants.tenants_list, name="tenants"),
    path("gemeenten/openen/", opening.open_tenant, name="open"),
    path("gemeenten/<uuid:tenant>/", tenants.tenant, name="tenant"),
    path("gemeenten/<uuid:tenant>/onderdelen/<slug:feature>/", features.feature, name="feature"),
    path("gemeenten/<uuid:tenant>/koppeling/", connections.connection, name="connection"),
    path("gemeenten/<uuid:tenant>/koppeling/testen/", connections.connection_test, name="connection_test"),
    path("opdrachten/<uuid:operation>/", opening.operation, name="operation"),
    path("opdrachten/<uuid:operation>/opnieuw/", opening.operation_retry, name="operation_retry"),
    path("logboek/", audit.audit, name="audit"),
    path("account/", account.account, name="account"),
    path("account/wachtwoord/", account.password, name="password"),
    path("account/apparaten/toevoegen/", account.device_add, name="device_add"),
    path("account/apparaten/<uuid:device>/bevestigen/", account.device_confirm, name="device_confirm"),
    path("account/apparaten/<uuid:device>/qr.svg", account.device_qr, name="device_qr"),
    path("account/apparaten/<uuid:device>/verwijderen/", account.device_remove, name="device_remove"),
    path("account/herstelcodes/", account.recovery_codes, name="recovery_codes"),
    path("account/sessies/<uuid:session>/beeindigen/", account.session_end, name="session_end"),
    path("account/sessies/beeindigen/", account.sessions_end, name="sessions_end"),
    path("aanmelden/", signing_in.sign_in, name="sign_in"),
    path("aanmelden/code/", signing_in.code, name="code"),
    path("aanmelden/instellen/", signing_in.setup, name="setup"),
    path("aanmelden/instellen/qr.svg", signing_in.setup_qr, name="setup_qr"),
    path("afmelden/", signing_in.sign_out, name="sign_out"),
]
