"""Where functional managers help inhabitants: mounted at `beheer/inwoners/`, before the admin."""

from django.urls import path

from .views import helping, lost_factor

app_name = "helping"
urlpatterns = [
    path("", helping.find, name="find"),
    path("tweede-stap/", lost_factor.find_local, name="find_local"),
    path("<uuid:identity>/tweede-stap/", lost_factor.end_factor, name="lost_factor"),
    path("<uuid:identity>/", helping.inhabitant, name="inhabitant"),
    path("<uuid:identity>/wie-keek.<slug:form>", helping.export, name="export"),
    path("<uuid:identity>/verwijderen/", helping.erase, name="erase"),
]
