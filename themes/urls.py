"""Where the files of a theme live, on every host: mounted at `/thema/`. Anybody may have them."""

from django.urls import re_path

from tenants import access
from themes import views

app_name = "themes"

urlpatterns = [
    re_path(r"^(?P<name>[0-9a-f]{12})\.css$", access.public(views.stylesheet), name="stylesheet"),
    re_path(r"^icon-(?P<name>[0-9a-f]{12})\.ico$", access.public(views.icon), name="icon"),
    re_path(r"^icon-(?P<name>[0-9a-f]{12})\.png$", access.public(views.touch_icon), name="touch_icon"),
    re_path(r"^card-(?P<name>[0-9a-f]{12})\.png$", access.public(views.card), name="card"),
    re_path(r"^font-(?P<name>[0-9a-f]{12})\.woff2$", access.public(views.typeface), name="typeface"),
    re_path(r"^logo-(?P<name>[0-9a-f]{12})\.svg$", access.public(views.drawing), name="drawing"),
    re_path(r"^logo-(?P<name>[0-9a-f]{12})\.png$", access.public(views.picture), name="picture"),
]
