"""Where connections are shown: mounted at `beheer/koppelingen/`, before the admin."""

from django.urls import path

from . import views

app_name = "connectivity"
urlpatterns = [
    path("", views.connections, name="connections"),
    path("later/<slug:name>/<str:ticket>/", views.later, name="later"),
]
