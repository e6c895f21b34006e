"""Where a municipality adjusts its look, and where the outcome is served: mounted at the root, before the admin."""

from django.urls import path, re_path

from . import views

app_name = "look"
urlpatterns = [
    path("beheer/huisstijl/", views.look, name="page"),
    path("beheer/huisstijl/voorbeeld/", views.example, name="example"),
    path("beheer/huisstijl/voorbeeld.css", views.example_sheet, name="example_sheet"),
    re_path(r"^thema/eigen-(?P<name>[0-9a-f]{12})\.css$", views.sheet, name="sheet"),
]
