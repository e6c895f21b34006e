"""Where people see what is kept about them: mounted at `mijn/bewaard/`."""

from django.urls import path

from .views import own

app_name = "holdings"
urlpatterns = [
    path("", own.page, name="page"),
    path("wie-keek/", own.looked, name="looked"),
    path("mijn-gegevens.<slug:form>", own.take, name="take"),
    path("verwijderen/", own.erase, name="erase"),
    path("verwijderd/", own.erased, name="erased"),
]
