"""Signing in with an address and a password: pages of citizens, on the municipality's own host."""

from django.urls import path

from .views import contact_invites, local, passwords, registering, second_step

app_name = "local"
urlpatterns = [
    path("inloggen/wachtwoord/", local.sign_in, name="sign_in"),
    path("inloggen/wachtwoord/bewijs/", local.ask_proof, name="ask_proof"),
    path("inloggen/wachtwoord/bewijs/<str:token>/", local.proof, name="proof"),
    path("inloggen/wachtwoord/code/", second_step.code, name="code"),
    path("inloggen/wachtwoord/code/opnieuw/", second_step.resend, name="resend"),
    path("inloggen/wachtwoord/telefoon/", second_step.phone, name="phone"),
    path("inloggen/wachtwoord/app/", second_step.app, name="app"),
    path("inloggen/wachtwoord/app/qr.svg", second_step.app_image, name="app_image"),
    path("registreren/", registering.register, name="register"),
    path("registreren/<str:token>/", registering.confirm, name="confirm"),
    path("wachtwoord-vergeten/", passwords.forgotten, name="forgotten"),
    path("wachtwoord-vergeten/<str:token>/", passwords.reset, name="reset"),
    path("wachtwoord-wijzigen/", passwords.change, name="change"),
    path("uitnodiging/<str:token>/", contact_invites.contact_invite, name="contact_invite"),
]
