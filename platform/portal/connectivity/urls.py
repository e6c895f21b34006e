"""Where connections are shown: mounted at `beheer/koppelingen/`, before the admin."""

from django.urls import path

from . import news, views

app_name = "connectivity"
urlpatterns = [
    path("", views.connections, name="connections"),
    path("later/<slug:name>/<str:ticket>/", views.later, name="later"),
    path("meldingen/", news.news, name="news"),
    path("meldingen/<uuid:connection>/aanzetten/", news.register, name="register"),
    path("meldingen/<uuid:message>/opnieuw/", news.replay, name="replay"),
]
