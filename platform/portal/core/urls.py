"""Where a municipality adjusts its look, and where the outcome is served: mounted at the root, before the admin."""

from django.urls import path, re_path

from . import logo_views, logos, views

app_name = "look"
urlpatterns = [
    path("beheer/huisstijl/", views.look, name="page"),
    path("beheer/huisstijl/voorbeeld/", views.example, name="example"),
    path("beheer/huisstijl/voorbeeld.css", views.example_sheet, name="example_sheet"),
    path("beheer/huisstijl/logo/", logo_views.logo, name="logo"),
    *(
        re_path(
            rf"^thema/eigen-{part}-(?P<name>[0-9a-f]{{12}})\.{kind}$",
            logo_views.logo_file,
            {"part": part, "kind": kind},
            name=f"{part}_{kind}",
        )
        for part, kinds in logos.KINDS.items()
        for kind in kinds
    ),
    re_path(r"^thema/eigen-(?P<name>[0-9a-f]{12})\.css$", views.sheet, name="sheet"),
]
