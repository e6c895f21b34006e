"""Addresses below the page that an editor has mounted the profile on."""

from django.urls import path

from portal.profile.views import data, details, hub, necessary, preferences, verifying

app_name = "profile"
urlpatterns = [
    path("", hub.hub, name="hub"),
    path("wijzigen/", details.edit, name="edit"),
    path("aanvullen/", necessary.necessary, name="necessary"),
    path("gegevens/", data.data, name="data"),
    path("gegevens/later/<slug:name>/<str:ticket>/", data.data_later, name="data_later"),
    path("voorkeuren/", preferences.preferences, name="preferences"),
    path("e-mailadres/", verifying.verify, name="verify"),
    path("e-mailadres/<str:token>/", verifying.confirm, name="confirm"),
]
