"""Pages of signing in that people read, in each language."""

from django.urls import path

from .views import doors

app_name = "sign_in"
urlpatterns = [
    path("inloggen/", doors.choose, name="choose"),
    path("inloggen/mislukt/", doors.refused, name="refused"),
    path("uitgelogd/", doors.left, name="left"),
    path("uitloggen/", doors.sign_out, name="out"),
]
