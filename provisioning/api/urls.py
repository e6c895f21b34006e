"""Addresses of the API; what is none of them is answered in its form too."""

from typing import Final

from django.urls import path, re_path

from tenants.access import mark
from tenants.registers.kinds import Audience

from . import service
from .views import describing

app_name = "api"

KEYED: Final = [pattern for pattern in service.API.urls[0] if pattern.name != "api-root"]
for pattern in KEYED:
    mark(pattern.callback, Audience.OPERATOR)  # each judges a key: tests/provisioning/api/test_scopes.py
urlpatterns = [
    path("", describing.page, name="page"),
    path("openapi.json", describing.openapi, name="openapi"),
    *KEYED,
    re_path("^.+$", describing.nothing, name="nothing"),
]
