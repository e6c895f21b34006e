"""Where readers of mail stop it: mounted at `uitschrijven/`."""

from django.urls import path

from . import views_leaving

app_name = "mailtopics"
urlpatterns = [path("<str:token>/", views_leaving.leave, name="leave")]
