"""Where choices are made: the same on every host and in every language."""

from django.urls import path

from . import views

app_name = "choices"
urlpatterns = [
    path("lezen/", views.reading, name="reading"),
    path("cookies/", views.cookies, name="cookies"),
    path("stijl.css", views.stylesheet, name="stylesheet"),
]
