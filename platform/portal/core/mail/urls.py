"""Where functional managers write what mails say: mounted at `beheer/mailteksten/`, before the admin."""

from django.urls import path

from . import views

app_name = "mailtexts"
urlpatterns = [
    path("", views.kinds, name="kinds"),
    path("<str:key>/<str:language>/", views.edit, name="edit"),
    path("<str:key>/<str:language>/voorbeeld/", views.example, name="example"),
    path("<str:key>/<str:language>/proef/", views.try_out, name="try_out"),
    path("<str:key>/<str:language>/standaard/", views.reset, name="reset"),
]
