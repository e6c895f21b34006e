"""Doors: where a browser leaves for an identity provider and comes back, and what providers ask by themselves."""

from django.urls import path

from .views import doors, providers

app_name = "door"
urlpatterns = [
    path("<slug:door>/", doors.depart, name="depart"),
    path("<slug:door>/terug/", doors.arrive, name="arrive"),
    path("<slug:door>/uitgelogd/", doors.back_from_leaving, name="back_from_leaving"),
    path("<slug:door>/uitloggen/", providers.sign_out, name="provider_out"),
    path("<slug:door>/metadata.xml", providers.metadata, name="metadata"),
    path("<slug:door>/dienstcatalogus.xml", providers.catalogue, name="catalogue"),
]
