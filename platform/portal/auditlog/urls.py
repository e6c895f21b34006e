"""Where the audit log lives: mounted at `beheer/logboek/`, before the admin."""

from django.urls import path

from . import views

app_name = "auditlog"
urlpatterns = [
    path("", views.records, name="records"),
    path("logboek.<slug:form>", views.export, name="export"),
]
