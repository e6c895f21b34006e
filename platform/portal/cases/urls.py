"""Addresses below the page that an editor has mounted the cases on."""

from django.urls import path

from portal.cases.views import detail, listing

app_name = "cases"
urlpatterns = [
    path("", listing.cases, name="list"),
    path("<uuid:connection>/<uuid:case>/", detail.case, name="detail"),
]
