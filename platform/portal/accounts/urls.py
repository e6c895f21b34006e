"""Signing in and invitations, below /beheer/ and before the admin, whose own sign-in page they replace."""

from django.urls import include, path
from maykin_2fa.urls import urlpatterns as maykin_patterns
from maykin_2fa.urls import webauthn_urlpatterns

from .views import colleagues, identity_providers
from .views import staff as views

OURS = {"login", "setup", "recovery"}
two_factor = [
    path("login/", views.SignInView.as_view(), name="login"),
    path("mfa/setup/", views.SetupView.as_view(), name="setup"),
    path("mfa/recovery/", views.RecoveryView.as_view(), name="recovery"),
    *(pattern for pattern in maykin_patterns if pattern.name not in OURS),
]
urlpatterns = [
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
    path("mededelingen/<uuid:announcement>/weg/", views.put_away, name="put_away"),
    path("inlogdienst/<slug:door>/", identity_providers.identity_provider, name="identity_provider"),
    path("login/mislukt/", colleagues.refused, name="colleague_refused"),
    path("mfa/code/", colleagues.second_step, name="second_step"),
    path("logout/", views.sign_out, name="sign_out"),
    path("", include((two_factor, "maykin_2fa"))),
    path("", include((webauthn_urlpatterns, "two_factor"))),
]
